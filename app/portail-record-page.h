/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of one type of record: the table, and beside it a panel with the record that is open:
 * title, status, form, commands. Most modules are made of it.
 *
 * 1. A PortailPage: alone as the page of a module, or inside one that forwards to it.
 * 2. Company, roles and account are the desk's. Where somebody sees several companies, a chip in
 *    the bar switches between the chosen one and all of them.
 * 3. One deed is one op and one step on the undo stack, whatever it touches.
 * 4. What is typed is a draft in the outbox's file: it survives a crash, another record and another
 *    page, and goes when it is saved or discarded.
 * 5. The open record is known by its id; items of the table are never kept.
 *
 * Actions of the page: undo redo new find save print; and in the group "records": export
 * (s: xlsx, csv, pdf), import, duplicate, delete, edit-selected, close, all-companies, trash.
 * Signal "opened" () when another record, or none, is in the panel. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"
#include "app/portail-list-sheet.h"
#include "app/portail-record-form.h"
#include "app/portail-record-table.h"
#include "app/portail-undo-stack.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_RECORD_PAGE (portail_record_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailRecordPage, portail_record_page, PORTAIL, RECORD_PAGE, AdwBin)

typedef enum
{
  PORTAIL_RECORD_PAGE_NORMAL = 0,
  PORTAIL_RECORD_PAGE_NO_NEW = 1 << 0,        /* such records are made elsewhere */
  PORTAIL_RECORD_PAGE_NO_DELETE = 1 << 1,     /* nor is there a trash */
  PORTAIL_RECORD_PAGE_NO_DUPLICATE = 1 << 2,  /* a copy makes no sense */
  PORTAIL_RECORD_PAGE_GLOBAL = 1 << 3,        /* records of no company: rights are the person's
                                               * highest role's */
  PORTAIL_RECORD_PAGE_ALL_COMPANIES = 1 << 4, /* never filtered by company */
} PortailRecordPageFlags;

/* What a page is of. Static; texts N_ (). */
typedef struct
{
  const PortailRecordTableSpec *table;
  const PortailFormSection *sections; /* NULL fields end them */
  const char *new_label;              /* N_ ("New employee"): button, panel */
  const char *file_name;              /* of an export, without extension: N_ ("employees") */
  const char *const *bulk_fields;     /* that can be given to several at once, NULL at the end; or
                                       * NULL for none */
  PortailRecordTableStatus empty;     /* button: NULL for new_label's */
  PortailRecordPageFlags flags;
} PortailRecordPageSpec;

/* What the module adds. Every member may be NULL; main thread. */
typedef struct
{
  /* What a new record begins with; company and initial values are there. */
  void (*fill_new) (PortailRecordPage *page, gpointer record, gpointer user_data);
  /* Instead of an empty record, as by a dialog of its own. TRUE when it has. */
  gboolean (*begin_new) (PortailRecordPage *page, gpointer user_data);
  /* Another record, NULL for none, or other values of the same are in the panel. */
  void (*show_record) (PortailRecordPage *page, gconstpointer record, gpointer user_data);
  /* The person typed: @record as it would be saved. */
  void (*record_typed) (PortailRecordPage *page, gconstpointer record, gpointer user_data);
  PortailFormCheck check;
  /* See portail-record-columns.h: of cells, of the panel's title. */
  PortailRecordText text;
  /* Of exports. */
  const PortailListTexts *list_texts;
  /* More changes into the op of a save or a create, whose first change is the record's. */
  void (*extend_save) (PortailRecordPage *page, PortailSyncOp *op, gpointer user_data);
  /* Instead of the panel, as by a page of its own. TRUE when it has. */
  gboolean (*open) (PortailRecordPage *page, const char *id, gpointer user_data);
  /* Why @command cannot be given now beside status and rights: a sentence. Owned; NULL when it
   * can. */
  char *(*find_obstacle) (PortailRecordPage *page,
                          gconstpointer record,
                          const char *command,
                          gpointer user_data);
  /* Why @record, which is stored, cannot be written now beside status and rights: a sentence; its
   * fields are greyed. Owned; NULL when it can. */
  char *(*find_lock) (PortailRecordPage *page, gconstpointer record, gpointer user_data);
  /* Import…; without it there is none. */
  void (*import) (PortailRecordPage *page, gpointer user_data);
  /* In place of printing the list: the open record's own report. FALSE: the list after all. */
  gboolean (*print) (PortailRecordPage *page, gconstpointer record, gpointer user_data);
} PortailRecordPageHooks;

/* @hooks may be NULL; @user_data outlives the page. */
GtkWidget *portail_record_page_new (PortailDesk *desk,
                                    const PortailRecordPageSpec *spec,
                                    const PortailRecordPageHooks *hooks,
                                    gpointer user_data);

/* All borrowed. */
PortailDesk *portail_record_page_get_desk (PortailRecordPage *page);
PortailRecordTable *portail_record_page_get_table (PortailRecordPage *page);
/* It is made when it is first asked for or needed. */
PortailRecordForm *portail_record_page_get_form (PortailRecordPage *page);
PortailUndoStack *portail_record_page_get_undo_stack (PortailRecordPage *page);
/* The record in the panel as the cache has it; NULL for none and for a new one. */
gconstpointer portail_record_page_get_record (PortailRecordPage *page);
/* The company of the open record, else the one of new records: the chosen one. NULL for none. */
const char *portail_record_page_get_company_id (PortailRecordPage *page);
/* Whether somebody with that role may make such records, and does the page let them. */
gboolean portail_record_page_can_create (PortailRecordPage *page);

/* Both take the floating widget: between the panel's head and the form, and below the form. */
void portail_record_page_add_above (PortailRecordPage *page, GtkWidget *widget);
void portail_record_page_add_below (PortailRecordPage *page, GtkWidget *widget);
/* Into the bar of the table, behind its own buttons. Takes the floating widget. */
void portail_record_page_add_button (PortailRecordPage *page, GtkWidget *button);
/* A section of the menu of the page, with actions of the module's widget. */
void portail_record_page_add_menu (PortailRecordPage *page, GMenuModel *section);

/* What entry of @field proposes, as of portail_record_form_set_suggestions(). */
void portail_record_page_set_suggestions (PortailRecordPage *page,
                                          const char *field,
                                          const char *const *words);

/* Into the panel. An unknown id says so in a toast. */
void portail_record_page_open (PortailRecordPage *page, const char *id);
/* A new record; @fields of @values over what it would begin with. @values may be NULL. */
void portail_record_page_begin_new (PortailRecordPage *page,
                                    gconstpointer values,
                                    PortailFieldSet fields);
/* Away with the panel; what was typed is kept as a draft. */
void portail_record_page_close (PortailRecordPage *page);
/* What hooks say of the open record has changed. */
void portail_record_page_update (PortailRecordPage *page);
/* As Ctrl+S. FALSE where something is wrong, which is shown. */
gboolean portail_record_page_save (PortailRecordPage *page);

/* Does @op (taken) as one step that can be undone: @title on the undo stack ("Delete"), @done in a
 * toast, or NULL for none. Both translated. A failure is told in a toast. */
void portail_record_page_do (PortailRecordPage *page,
                             PortailSyncOp *op,
                             const char *title,
                             const char *done);

G_END_DECLS
