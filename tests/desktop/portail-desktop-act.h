/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does at a window and what they see, one line an act:
 *
 *   PLAY (desk, KEY ("ctrl+3"), PRESS (PUSH_BUTTON, "_Submit"), SEE (LABEL, "Pending"));
 *
 * A role is the end of its AtspiRole. A name is what the sources say, before translation: looked up
 * in the language of the run (`Context|Text` where it has a context), `%s` and the like standing
 * for any text at its begin or end, a mnemonic left away. What no catalog knows, as names of
 * people, stands for itself; `…` at its begin or end for any text. Whatever does not come in time
 * fails the test. */
#pragma once

#include "tests/desktop/portail-desktop-desk.h"

typedef enum
{
  PORTAIL_DESKTOP_END,
  PORTAIL_DESKTOP_SEE,     /* waits for it */
  PORTAIL_DESKTOP_GONE,    /* waits until it is gone */
  PORTAIL_DESKTOP_HIDDEN,  /* is not there now */
  PORTAIL_DESKTOP_GREY,    /* waits until it is there and takes no input */
  PORTAIL_DESKTOP_PRESS,   /* does its action */
  PORTAIL_DESKTOP_MENU,    /* opens a menu and does one of its items, then waits until it closed */
  PORTAIL_DESKTOP_LEAVE,   /* the same where it is there, and waits until it is gone */
  PORTAIL_DESKTOP_CLICK,   /* with the pointer */
  PORTAIL_DESKTOP_TAB,     /* so often, to where a click does not reach */
  PORTAIL_DESKTOP_FILL,    /* replaces the text of an entry */
  PORTAIL_DESKTOP_CELL,    /* clicks a cell of a table */
  PORTAIL_DESKTOP_KEY,     /* keys to the window, which gets the keyboard */
  PORTAIL_DESKTOP_STRIKE,  /* keys to whatever has the keyboard, as a dialog */
  PORTAIL_DESKTOP_TYPE,    /* text to the same */
  PORTAIL_DESKTOP_CLIP,    /* puts a text on the clipboard */
  PORTAIL_DESKTOP_FILE,    /* chooses a file in the dialog that asks for one */
  PORTAIL_DESKTOP_SAVE_AS, /* the same where it asks for a new one, by a name in the desk's folder
                            */
  PORTAIL_DESKTOP_OPEN,    /* the same where it asks for one that is there */
  PORTAIL_DESKTOP_WRITTEN, /* waits for such a file, which must have a text */
  PORTAIL_DESKTOP_PICTURE,
  PORTAIL_DESKTOP_SYNC,
  PORTAIL_DESKTOP_STAFF, /* the staff does something at the server */
  PORTAIL_DESKTOP_HAS,   /* waits until an answer of the server has a text */
  PORTAIL_DESKTOP_LACKS, /* waits until it has it no longer */
  PORTAIL_N_DESKTOP_VERBS,
} PortailDesktopVerb;

typedef struct
{
  PortailDesktopVerb verb;
  AtspiRole role;
  const char *name;
  const char *text;
} PortailDesktopAct;

#define SEE(role, name)                                                                            \
  {                                                                                                \
    PORTAIL_DESKTOP_SEE, ATSPI_ROLE_##role, (name), NULL                                           \
  }
#define GONE(role, name)                                                                           \
  {                                                                                                \
    PORTAIL_DESKTOP_GONE, ATSPI_ROLE_##role, (name), NULL                                          \
  }
#define HIDDEN(role, name)                                                                         \
  {                                                                                                \
    PORTAIL_DESKTOP_HIDDEN, ATSPI_ROLE_##role, (name), NULL                                        \
  }
#define GREY(role, name)                                                                           \
  {                                                                                                \
    PORTAIL_DESKTOP_GREY, ATSPI_ROLE_##role, (name), NULL                                          \
  }
#define PRESS(role, name)                                                                          \
  {                                                                                                \
    PORTAIL_DESKTOP_PRESS, ATSPI_ROLE_##role, (name), NULL                                         \
  }
/* Items of menus within the menu follow their own after `>`. */
#define MENU(button, items)                                                                        \
  {                                                                                                \
    PORTAIL_DESKTOP_MENU, ATSPI_ROLE_PUSH_BUTTON, (button), (items)                                \
  }
#define LEAVE(role, name)                                                                          \
  {                                                                                                \
    PORTAIL_DESKTOP_LEAVE, ATSPI_ROLE_##role, (name), NULL                                         \
  }
#define CLICK(role, name)                                                                          \
  {                                                                                                \
    PORTAIL_DESKTOP_CLICK, ATSPI_ROLE_##role, (name), NULL                                         \
  }
#define TAB(times)                                                                                 \
  {                                                                                                \
    PORTAIL_DESKTOP_TAB, ATSPI_ROLE_INVALID, (times), NULL                                         \
  }
#define FILL(name, text)                                                                           \
  {                                                                                                \
    PORTAIL_DESKTOP_FILL, ATSPI_ROLE_TEXT, (name), (text)                                          \
  }
#define CELL(table, cell)                                                                          \
  {                                                                                                \
    PORTAIL_DESKTOP_CELL, ATSPI_ROLE_TABLE_CELL, (cell), (table)                                   \
  }
#define KEY(keys)                                                                                  \
  {                                                                                                \
    PORTAIL_DESKTOP_KEY, ATSPI_ROLE_INVALID, (keys), NULL                                          \
  }
#define STRIKE(keys)                                                                               \
  {                                                                                                \
    PORTAIL_DESKTOP_STRIKE, ATSPI_ROLE_INVALID, (keys), NULL                                       \
  }
#define TYPE(text)                                                                                 \
  {                                                                                                \
    PORTAIL_DESKTOP_TYPE, ATSPI_ROLE_INVALID, (text), NULL                                         \
  }
#define CLIP(text)                                                                                 \
  {                                                                                                \
    PORTAIL_DESKTOP_CLIP, ATSPI_ROLE_INVALID, (text), NULL                                         \
  }
#define CHOOSE(path)                                                                               \
  {                                                                                                \
    PORTAIL_DESKTOP_FILE, ATSPI_ROLE_INVALID, (path), NULL                                         \
  }
#define SAVE_AS(file)                                                                              \
  {                                                                                                \
    PORTAIL_DESKTOP_SAVE_AS, ATSPI_ROLE_INVALID, (file), NULL                                      \
  }
#define OPEN(file)                                                                                 \
  {                                                                                                \
    PORTAIL_DESKTOP_OPEN, ATSPI_ROLE_INVALID, (file), NULL                                         \
  }
#define WRITTEN(file, text)                                                                        \
  {                                                                                                \
    PORTAIL_DESKTOP_WRITTEN, ATSPI_ROLE_INVALID, (file), (text)                                    \
  }
#define PICTURE(picture)                                                                           \
  {                                                                                                \
    PORTAIL_DESKTOP_PICTURE, ATSPI_ROLE_INVALID, (picture), NULL                                   \
  }
#define SYNC                                                                                       \
  {                                                                                                \
    PORTAIL_DESKTOP_SYNC, ATSPI_ROLE_INVALID, "", NULL                                             \
  }

/* `POST /api/…`; `'` for `"` in @body. */
#define BY_STAFF(request, body)                                                                    \
  {                                                                                                \
    PORTAIL_DESKTOP_STAFF, ATSPI_ROLE_INVALID, (request), (body)                                   \
  }
#define HAS(path, text)                                                                            \
  {                                                                                                \
    PORTAIL_DESKTOP_HAS, ATSPI_ROLE_INVALID, (path), (text)                                        \
  }
#define LACKS(path, text)                                                                          \
  {                                                                                                \
    PORTAIL_DESKTOP_LACKS, ATSPI_ROLE_INVALID, (path), (text)                                      \
  }

#define PLAY(desk, ...)                                                                            \
  portail_desktop_play ((desk), (const PortailDesktopAct[]){ __VA_ARGS__, { 0 } })

/* The pattern of portail_driver_wait() for a name as above. Owned. */
char *portail_desktop_make_pattern (const char *name);
/* Up to the act of verb PORTAIL_DESKTOP_END. */
void portail_desktop_play (PortailDesktopDesk *desk, const PortailDesktopAct *acts);
