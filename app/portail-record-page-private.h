/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of PortailRecordPage share. */
#pragma once

#include "app/portail-banner.h"
#include "app/portail-command-bar.h"
#include "app/portail-deed.h"
#include "app/portail-record-page.h"
#include "app/portail-record-panel.h"
#include "app/portail-week-locks.h"

struct _PortailRecordPage
{
  AdwBin parent_instance;

  GtkBox *sides;
  GtkWidget *list_side;
  PortailBanner *trash_banner;
  AdwBin *table_place;
  GtkRevealer *selection_revealer;
  GtkLabel *selection_label;
  PortailCommandBar *selection_commands;
  GtkWidget *restore_button;
  GtkWidget *edit_selected_button;
  GtkWidget *delete_selected_button;
  GtkWidget *panel_separator;

  PortailDesk *desk;
  const PortailRecordPageSpec *spec;
  const PortailRecordType *type; /* the spec's */
  PortailRecordPageHooks hooks;
  gpointer user_data;
  PortailRecordTable *table;
  PortailRecordPanel *panel; /* NULL until a record is opened, or its form is asked for */
  PortailRecordForm *form;   /* in it, as soon */
  GtkWidget *above;          /* it; owned */
  GtkWidget *below;          /* owned */
  GHashTable *suggestions; /* name of a field → GStrv: of the form, which may be still to come */
  PortailWeekLocks *locks; /* NULL: the records are of no week */
  PortailUndoStack *undo_stack;
  GSimpleActionGroup *actions;        /* a PortailPage's */
  GSimpleActionGroup *record_actions; /* "records" */
  GtkWidget *new_button;
  GtkWidget *everywhere_button;
  GMenu *menu;
  PortailCache *cache; /* the desk's, as the page shows it; or NULL */

  char *open_id;         /* of the record in the panel; NULL: none */
  PortailRecord *record; /* it, as the cache has it; NULL: new, or still to come */
  PortailRecord *fresh;  /* what a new one began with; NULL: it is not new */
  GCancellable *opening; /* of the one that is being read */
  guint n_loads;         /* of the open record and those before: the last one counts */
  guint draft_timer;
  gboolean has_draft; /* the store has one of the open record */
  gboolean is_saving;
  char *taken_key;         /* natural key that was refused, as another record has it; or NULL */
  gboolean is_row_awaited; /* the open record is new, its row not yet listed */
  gboolean is_narrow;
  gboolean is_everywhere; /* all companies are shown */
  gboolean is_in_trash;   /* the trash is shown */
};

/* portail-record-page.c */
/* Whose rights hold for records of the company; NULL: of all that are shown. */
PortailRights portail_record_page_get_rights (PortailRecordPage *page, const char *enterprise_id);
PortailRole portail_record_page_get_role (PortailRecordPage *page, const char *enterprise_id);
/* Columns, states and filters of the table up to desk and choices. */
void portail_record_page_follow (PortailRecordPage *page);
/* What the bar below the list says about the selected rows. */
void portail_record_page_show_selection (PortailRecordPage *page);

/* portail-record-page-panel.c */
void portail_record_page_show_panel (PortailRecordPage *page);
/* Stores what is being typed at once. */
void portail_record_page_flush_draft (PortailRecordPage *page);
/* What was typed is in the record now; the panel may show another by then. */
void portail_record_page_note_saved (PortailRecordPage *page, const PortailRecord *saved);
/* Takes back everything that was typed. */
void portail_record_page_discard (PortailRecordPage *page);
void
portail_record_page_on_cache_changed (PortailRecordPage *page, const char *type, const char *id);
void portail_record_page_on_typed (PortailRecordPage *page);
/* Forgets panel and draft timer, as when the account goes. */
void portail_record_page_reset_panel (PortailRecordPage *page);

/* portail-record-page-lock.c */
void portail_record_page_set_up_locks (PortailRecordPage *page);
/* Why the person may not write @record, or NULL where there is none, because of its week; as the
 * next two: a sentence, owned; NULL when they may. */
char *portail_record_page_dup_week_lock (PortailRecordPage *page, const PortailRecord *record);
/* Likewise, or as the module says. */
char *portail_record_page_dup_lock (PortailRecordPage *page, const PortailRecord *record);
/* Of a command for the open record. */
char *portail_record_page_dup_obstacle (PortailRecordPage *page, const char *command);
void portail_record_page_check_lock (PortailRecordPage *page,
                                     const PortailRecord *record,
                                     PortailProblems *problems);

/* portail-record-page-deeds.c */
/* The form's check, a PortailFormCheck: the page's own and what saving has told. */
void portail_record_page_check (gconstpointer record, PortailProblems *problems, gpointer page);
/* Actions of the group "records"; a NULL name ends them. */
extern const GActionEntry portail_record_page_deeds[];
void portail_record_page_on_command (PortailRecordPage *page,
                                     const char *command,
                                     gconstpointer arguments);
void portail_record_page_on_selection_command (PortailRecordPage *page,
                                               const char *command,
                                               gconstpointer arguments);
/* GPtrArray of owned texts. Owned. */
GPtrArray *portail_record_page_list_selected_ids (PortailRecordPage *page);
/* Gives the rows the fields of @wanted. Takes both. */
void portail_record_page_edit_ids (PortailRecordPage *page, GPtrArray *ids, PortailChange *wanted);

/* portail-record-page-actions.c */
void portail_record_page_set_up_actions (PortailRecordPage *page);
void portail_record_page_update_actions (PortailRecordPage *page);
/* The menu behind the table's own buttons. */
void portail_record_page_set_up_bar (PortailRecordPage *page);
