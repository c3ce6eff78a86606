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

typedef struct
{
  GtkWidget *within;
  PortailWeekDeed deed;
} Doing;

static void
on_done (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Doing *doing = user_data;
  g_autoptr (GtkWidget) within = doing->within;
  g_autoptr (GError) error = NULL;
  PortailDeedResult done = portail_deed_do_finish (result, &error);

  if (done == PORTAIL_DEED_FAILED)
    portail_toast_show (within, error->message);
  else if (done == PORTAIL_DEED_UNDOABLE)
    portail_toast_show_undo (within, _ (words[doing->deed].done));
}

void
portail_week_deeds_do (const PortailDeedPlace *place,
                       PortailWeekDeed deed,
                       const char *enterprise_id,
                       const char *id)
{
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, enterprise_id);
  Doing *doing = g_new (Doing, 1);

  portail_sync_op_take_change (
      op, deed == PORTAIL_WEEK_DEED_TRASH
              ? portail_change_new (PORTAIL_CHANGE_DELETE, &portail_dotation_type, id)
              : portail_change_new_command (&portail_dotation_type, id, "restore", NULL));
  *doing = (Doing){ g_object_ref (place->within), deed };
  portail_deed_do_async (place, op, _ (words[deed].title), on_done, doing);
}
