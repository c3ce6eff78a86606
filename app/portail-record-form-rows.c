/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a form is built and which of its rows are open. */
#include "app/portail-record-form-private.h"
#include "app/portail-rows-bin.h"
#include "shared/portail-i18n.h"
#include "shared/portail-role.h"

static void
free_line (gpointer pointer)
{
  PortailFormLine *line = pointer;

  portail_field_row_free (line->row);
  g_free (line->reason);
  g_free (line->refusal);
  g_free (line->lock_note);
  g_free (line);
}

/* Whose field it is: “This is for Patron, Staff to change.” Owned. */
static char *
make_lock_note (const PortailField *field)
{
  g_autoptr (GString) roles = g_string_new (NULL);

  for (int role = PORTAIL_ROLE_EMPLOYE; role < PORTAIL_ROLE_SUPERADMIN; role++)
    if (field->writers >> role & 1)
      g_string_append_printf (roles, "%s%s", roles->len > 0 ? ", " : "",
                              portail_role_get_title ((PortailRole) role));
  if (roles->len == 0)
    return g_strdup (_ ("This is not yours to change."));
  return g_strdup_printf (_ ("This is for others to change: %s."), roles->str);
}

static PortailFieldRowMode
find_mode (PortailRecordForm *form, const PortailFormLine *line)
{
  PortailFieldSet bit = (PortailFieldSet) 1 << line->index;
  gboolean is_fixed = line->field->flags & PORTAIL_FIELD_COMPUTED
                      || (line->field->flags & PORTAIL_FIELD_IMMUTABLE
                          && form->purpose != PORTAIL_FORM_CREATE);

  if (form->values == NULL || !(form->readable & bit) || form->hidden & bit)
    return PORTAIL_FIELD_ROW_ABSENT;
  /* Nothing to read before it is there. */
  if (is_fixed && form->purpose != PORTAIL_FORM_EDIT)
    return PORTAIL_FIELD_ROW_ABSENT;
  if (is_fixed || form->lock_reason != NULL)
    return PORTAIL_FIELD_ROW_TEXT;
  return form->writable & bit ? PORTAIL_FIELD_ROW_OPEN : PORTAIL_FIELD_ROW_LOCKED;
}

/* A section without a row is not there. */
static void
update_groups (PortailRecordForm *form)
{
  for (guint i = 0; i < form->groups->len; i++)
    {
      GtkWidget *group = g_ptr_array_index (form->groups, i);
      GtkWidget *list = adw_bin_get_child (ADW_BIN (gtk_widget_get_last_child (group)));
      gboolean is_any = FALSE;

      for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL && !is_any;
           row = gtk_widget_get_next_sibling (row))
        is_any = gtk_widget_get_visible (row);
      gtk_widget_set_visible (group, is_any && i < form->n_unfolded);
    }
}

gboolean
portail_record_form_unfold (PortailRecordForm *form, guint n_sections)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_FORM (form), FALSE);
  form->n_unfolded = n_sections;
  update_groups (form);
  return n_sections < form->groups->len;
}

void
portail_record_form_update_modes (PortailRecordForm *form)
{
  for (guint i = 0; i < form->lines->len; i++)
    {
      PortailFormLine *line = g_ptr_array_index (form->lines, i);
      PortailFieldRowMode mode = find_mode (form, line);
      gboolean had_note = line->lock_note != NULL;

      portail_field_row_set_mode (line->row, mode);
      g_clear_pointer (&line->lock_note, g_free);
      if (mode == PORTAIL_FIELD_ROW_LOCKED)
        line->lock_note = make_lock_note (line->field);
      if (line->lock_note != NULL || had_note)
        portail_field_row_set_note (line->row, line->lock_note);
    }
  gtk_label_set_text (form->lock, form->lock_reason != NULL ? form->lock_reason : "");
  gtk_widget_set_visible (GTK_WIDGET (form->lock),
                          form->lock_reason != NULL && form->values != NULL);
  update_groups (form);
}

void
portail_record_form_show_notice (PortailRecordForm *form, const char *general, guint n_problems)
{
  g_autofree char *text = NULL;

  if (general != NULL)
    text = g_strdup (general);
  else if (form->is_validated && n_problems > 0)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u field is to be corrected.",
                                         "%u fields are to be corrected.", n_problems),
                            n_problems);
  gtk_label_set_text (form->notice, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (form->notice), text != NULL);
}

static GtkLabel *
new_notice (GtkAccessibleRole role, const char *css_class)
{
  GtkLabel *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, NULL);

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (label), "form-notice");
  gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  gtk_widget_set_visible (GTK_WIDGET (label), FALSE);
  return label;
}

static void
add_line (PortailRecordForm *form, GtkListBox *list, const PortailFormField *member)
{
  PortailFormLine *line = g_new0 (PortailFormLine, 1);
  int index = portail_record_type_find_field (form->type, member->name);
  PortailFieldRowSetup setup = { .edited = portail_record_form_on_edited,
                                 .entered = portail_record_form_on_entered,
                                 .user_data = line };

  g_assert (index >= 0);
  line->form = form;
  line->index = (guint) index;
  line->field = portail_record_type_get_field (form->type, line->index);
  setup.field = line->field;
  setup.hint = member->hint != NULL ? _ (member->hint) : NULL;
  setup.use = form->purpose == PORTAIL_FORM_SEVERAL ? PORTAIL_FIELD_ROW_OF_SEVERAL
                                                    : PORTAIL_FIELD_ROW_OF_ONE;
  line->row = portail_field_row_new (list, &setup);
  g_ptr_array_add (form->lines, line);
}

static void
add_section (PortailRecordForm *form, const PortailFormSection *section)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_list_box_new ();

  if (section->title != NULL)
    {
      GtkWidget *title = gtk_label_new (_ (section->title));

      gtk_label_set_xalign (GTK_LABEL (title), 0);
      gtk_label_set_wrap (GTK_LABEL (title), TRUE);
      gtk_widget_add_css_class (title, "heading");
      gtk_box_append (GTK_BOX (group), title);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                      title, NULL, -1);
    }
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    form->type->title != NULL ? _ (form->type->title) : _ ("Form"),
                                    -1);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (const PortailFormField *member = section->fields; member->name != NULL; member++)
    add_line (form, GTK_LIST_BOX (list), member);
  gtk_box_append (GTK_BOX (group), portail_rows_bin_new (GTK_LIST_BOX (list)));
  gtk_box_append (form->box, group);
  g_ptr_array_add (form->groups, group);
}

static GtkWidget *
new_form (const PortailRecordType *type,
          const PortailFormSection *sections,
          PortailFormPurpose purpose)
{
  PortailRecordForm *form = g_object_new (PORTAIL_TYPE_RECORD_FORM, NULL);

  form->type = type;
  form->purpose = purpose;
  form->lines = g_ptr_array_new_with_free_func (free_line);
  form->sent = g_ptr_array_new_with_free_func (portail_record_free);
  form->groups = g_ptr_array_new ();
  form->n_unfolded = G_MAXUINT;
  form->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  form->notice = new_notice (GTK_ACCESSIBLE_ROLE_ALERT, "fault");
  form->lock = new_notice (GTK_ACCESSIBLE_ROLE_STATUS, "lock");
  gtk_box_append (form->box, GTK_WIDGET (form->lock));
  gtk_box_append (form->box, GTK_WIDGET (form->notice));
  for (const PortailFormSection *section = sections; section->fields != NULL; section++)
    add_section (form, section);
  adw_bin_set_child (ADW_BIN (form), GTK_WIDGET (form->box));
  update_groups (form);
  return GTK_WIDGET (form);
}

GtkWidget *
portail_record_form_new (const PortailRecordType *type, const PortailFormSection *sections)
{
  return new_form (type, sections, PORTAIL_FORM_EDIT);
}

GtkWidget *
portail_record_form_new_for_several (const PortailRecordType *type,
                                     const PortailFormSection *sections)
{
  return new_form (type, sections, PORTAIL_FORM_SEVERAL);
}

static void
show_names (PortailRecordForm *form)
{
  for (guint i = 0; i < form->lines->len; i++)
    {
      PortailFormLine *line = g_ptr_array_index (form->lines, i);

      if (line->field->refers_to != NULL)
        portail_field_row_set_names (line->row, form->names, form->enterprise_id);
    }
}

char *
portail_record_form_dup_faults (PortailRecordForm *form)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (PORTAIL_IS_RECORD_FORM (form), NULL);
  for (guint i = 0; i < form->lines->len; i++)
    {
      const PortailFormLine *line = g_ptr_array_index (form->lines, i);
      const char *title = line->field->title;

      if (portail_field_row_get_fault (line->row) != NULL)
        g_ptr_array_add (faults, g_strdup_printf (_ ("%1$s: %2$s"),
                                                  title != NULL ? _ (title) : line->field->name,
                                                  portail_field_row_get_fault (line->row)));
    }
  g_ptr_array_add (faults, NULL);
  return faults->len > 1 ? g_strjoinv ("\n", (char **) faults->pdata) : NULL;
}

void
portail_record_form_focus_fault (PortailRecordForm *form)
{
  g_return_if_fail (PORTAIL_IS_RECORD_FORM (form));
  for (guint i = 0; i < form->lines->len; i++)
    {
      const PortailFormLine *line = g_ptr_array_index (form->lines, i);

      if (portail_field_row_get_fault (line->row) != NULL)
        {
          portail_field_row_focus (line->row);
          return;
        }
    }
}

void
portail_record_form_set_cache (PortailRecordForm *form, PortailCache *cache)
{
  g_return_if_fail (PORTAIL_IS_RECORD_FORM (form));
  g_clear_object (&form->names);
  form->names = cache != NULL ? portail_record_names_new (cache) : NULL;
  show_names (form);
}

void
portail_record_form_set_company (PortailRecordForm *form, const char *enterprise_id)
{
  g_return_if_fail (PORTAIL_IS_RECORD_FORM (form));
  g_free (form->enterprise_id);
  form->enterprise_id = g_strdup (enterprise_id);
  show_names (form);
}

void
portail_record_form_set_check (PortailRecordForm *form, PortailFormCheck check, gpointer user_data)
{
  g_return_if_fail (PORTAIL_IS_RECORD_FORM (form));
  form->check = check;
  form->check_user_data = user_data;
}

void
portail_record_form_set_suggestions (PortailRecordForm *form,
                                     const char *name,
                                     const char *const *texts)
{
  g_return_if_fail (PORTAIL_IS_RECORD_FORM (form));
  for (guint i = 0; i < form->lines->len; i++)
    {
      PortailFormLine *line = g_ptr_array_index (form->lines, i);

      if (g_str_equal (line->field->name, name))
        portail_field_row_set_suggestions (line->row, texts);
    }
}
