/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-form.h"

struct _PortailRecordForm
{
  AdwBin parent_instance;

  const PortailRecordType *type;
  PortailRecord *original; /* or NULL */
  PortailFormPurpose purpose;
};

G_DEFINE_FINAL_TYPE (PortailRecordForm, portail_record_form, ADW_TYPE_BIN)

static void
portail_record_form_finalize (GObject *object)
{
  g_clear_pointer (&PORTAIL_RECORD_FORM (object)->original, portail_record_free);
  G_OBJECT_CLASS (portail_record_form_parent_class)->finalize (object);
}

static void
portail_record_form_class_init (PortailRecordFormClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_record_form_finalize;
}

static void
portail_record_form_init (PortailRecordForm *form)
{
}

GtkWidget *
portail_record_form_new (const PortailRecordType *type, const PortailFormSection *sections)
{
  PortailRecordForm *form = g_object_new (PORTAIL_TYPE_RECORD_FORM, NULL);

  form->type = type;
  return GTK_WIDGET (form);
}

void
portail_record_form_set_cache (PortailRecordForm *form, PortailCache *cache)
{
}

void
portail_record_form_set_check (PortailRecordForm *form, PortailFormCheck check, gpointer user_data)
{
}

void
portail_record_form_set_suggestions (PortailRecordForm *form,
                                     const char *name,
                                     const char *const *texts)
{
}

void
portail_record_form_set_rights (PortailRecordForm *form, const PortailFormRights *rights)
{
}

void
portail_record_form_set_hidden (PortailRecordForm *form, PortailFieldSet hidden)
{
}

void
portail_record_form_set_record (PortailRecordForm *form,
                                gconstpointer record,
                                PortailFormPurpose purpose)
{
  g_clear_pointer (&form->original, portail_record_free);
  form->original = record != NULL ? portail_record_copy (record) : NULL;
  form->purpose = purpose;
}

void
portail_record_form_update (PortailRecordForm *form, gconstpointer record)
{
  portail_record_form_set_record (form, record, form->purpose);
}

void
portail_record_form_put (PortailRecordForm *form, gconstpointer values, PortailFieldSet fields)
{
}

gpointer
portail_record_form_dup_record (PortailRecordForm *form)
{
  return form->original != NULL ? portail_record_copy (form->original) : NULL;
}

gconstpointer
portail_record_form_get_original (PortailRecordForm *form)
{
  return form->original;
}

PortailFormPurpose
portail_record_form_get_purpose (PortailRecordForm *form)
{
  return form->purpose;
}

PortailFieldSet
portail_record_form_get_changed (PortailRecordForm *form)
{
  return 0;
}

gboolean
portail_record_form_is_changed (PortailRecordForm *form)
{
  return FALSE;
}

gboolean
portail_record_form_validate (PortailRecordForm *form)
{
  return TRUE;
}

char *
portail_record_form_dup_draft (PortailRecordForm *form)
{
  return NULL;
}

gboolean
portail_record_form_restore_draft (PortailRecordForm *form, const char *json)
{
  return FALSE;
}

void
portail_record_form_focus (PortailRecordForm *form, const char *name)
{
}
