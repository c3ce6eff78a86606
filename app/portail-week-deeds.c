/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-week-deeds.h"

#include "app/portail-toast.h"
#include "shared/portail-change-rights.h"
#include "shared/portail-i18n.h"

static const struct
{
  const char *title; /* of the step */
  const char *done;
} words[] = {
  [PORTAIL_WEEK_DEED_TRASH] = { N_ ("Move to the trash"), N_ ("The week is in the trash.") },
  [PORTAIL_WEEK_DEED_RESTORE] = { N_ ("Restore"), N_ ("The week is back in the list.") },
};

const char *
portail_week_deeds_get_refusal (PortailRole role, PortailDotationStatus status)
{
  PortailRights rights = portail_permission_get (PORTAIL_MODULE_DOTATIONS, role);
  g_autoptr (PortailDotation) dotation = portail_record_new (&portail_dotation_type);

  dotation->status = status;
  if (portail_change_rights_suffice (PORTAIL_CHANGE_DELETE, NULL, &dotation->base, rights))
    return NULL;
  return rights & PORTAIL_RIGHT_WRITE ? _ ("Only staff can do this once it is no longer a draft.")
                                      : _ ("This is for the company to do.");
}

char *
portail_week_deeds_dup_make_refusal (PortailShellContext *context, PortailWeekLocks *locks)
{
  const PortailShellCompany *company = portail_shell_context_get_company (context);

  if (company == NULL
      || (portail_permission_get (PORTAIL_MODULE_DOTATIONS, company->role) & PORTAIL_RIGHT_WRITE)
             == 0)
    return g_strdup (_ ("Your role may not make dotations for this company."));
  return portail_week_locks_dup_reason (locks, company->role, company->id,
                                        portail_shell_context_get_period (context));
}

char *
portail_week_deeds_dup_restore_refusal (PortailShellContext *context,
                                        PortailWeekLocks *locks,
                                        const PortailDotationSummary *week)
{
  const PortailShellCompany *company;
  PortailRole role;
  const char *refusal;

  if (week == NULL)
    return g_strdup (_ ("Choose a week first."));
  company = portail_shell_context_find_company (context, week->enterprise_id);
  role = company != NULL ? company->role : PORTAIL_ROLE_NONE;
  refusal = portail_week_deeds_get_refusal (role, week->status);
  return refusal != NULL
             ? g_strdup (refusal)
             : portail_week_locks_dup_reason (locks, role, week->enterprise_id, week->period);
}

/* What a toast takes back is its own week, whatever else is shown by then. */
typedef struct
{
  PortailCache *cache;
  PortailUndoStack *undo_stack;
  GtkWidget *within;
  PortailWeekDeed deed;
  char *enterprise_id;
  char *id;
  guint era; /* of the undo stack */
  gboolean is_taking_back;
} Doing;

static void
free_doing (gpointer pointer)
{
  Doing *doing = pointer;

  g_object_unref (doing->cache);
  g_object_unref (doing->undo_stack);
  g_object_unref (doing->within);
  g_free (doing->enterprise_id);
  g_free (doing->id);
  g_free (doing);
}

static Doing *
new_doing (const PortailDeedPlace *place,
           PortailWeekDeed deed,
           const char *enterprise_id,
           const char *id)
{
  Doing *doing = g_new0 (Doing, 1);

  doing->cache = g_object_ref (place->cache);
  doing->undo_stack = g_object_ref (place->undo_stack);
  doing->within = g_object_ref (place->within);
  doing->deed = deed;
  doing->enterprise_id = g_strdup (enterprise_id);
  doing->id = g_strdup (id);
  return doing;
}

static void begin (Doing *doing);

/* Another account by now has weeks of its own. */
static void
take_back (Doing *doing)
{
  PortailDeedPlace place = { doing->cache, doing->undo_stack, doing->within };
  Doing *opposite;

  if (portail_undo_stack_get_era (doing->undo_stack) != doing->era)
    return;
  opposite = new_doing (&place,
                        doing->deed == PORTAIL_WEEK_DEED_TRASH ? PORTAIL_WEEK_DEED_RESTORE
                                                               : PORTAIL_WEEK_DEED_TRASH,
                        doing->enterprise_id, doing->id);
  opposite->is_taking_back = TRUE;
  begin (opposite);
}

static void
on_done (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Doing *doing = user_data;
  g_autoptr (GError) error = NULL;
  PortailDeedResult done = portail_deed_do_finish (result, &error);

  if (done == PORTAIL_DEED_FAILED)
    portail_toast_show (doing->within, error->message);
  if (done == PORTAIL_DEED_UNDOABLE && !doing->is_taking_back)
    portail_toast_show_undo_of (doing->within, _ (words[doing->deed].done), G_CALLBACK (take_back),
                                doing, free_doing);
  else
    free_doing (doing);
}

/* Takes @doing. */
static void
begin (Doing *doing)
{
  PortailDeedPlace place = { doing->cache, doing->undo_stack, doing->within };
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, doing->enterprise_id);

  doing->era = portail_undo_stack_get_era (doing->undo_stack);
  portail_sync_op_take_change (
      op, doing->deed == PORTAIL_WEEK_DEED_TRASH
              ? portail_change_new (PORTAIL_CHANGE_DELETE, &portail_dotation_type, doing->id)
              : portail_change_new_command (&portail_dotation_type, doing->id, "restore", NULL));
  portail_deed_do_async (&place, op, _ (words[doing->deed].title), on_done, doing);
}

void
portail_week_deeds_do (const PortailDeedPlace *place,
                       PortailWeekDeed deed,
                       const char *enterprise_id,
                       const char *id)
{
  begin (new_doing (place, deed, enterprise_id, id));
}
