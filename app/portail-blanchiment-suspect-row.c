/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blanchiment-suspect-row.h"

#include "app/portail-blanchiment-words.h"
#include "shared/portail-i18n.h"

struct _PortailBlanchimentSuspectRow
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *amount;
  GtkLabel *pill;
  GtkLabel *detail;
  GtkLabel *reasons;
  GtkLabel *review;
  GtkWidget *review_button;

  PortailBlanchimentFindingItem *item;
};

G_DEFINE_FINAL_TYPE (PortailBlanchimentSuspectRow, portail_blanchiment_suspect_row, ADW_TYPE_BIN)

static guint review_signal;

static void
on_review (PortailBlanchimentSuspectRow *row)
{
  g_signal_emit (row, review_signal, 0);
}

static const char *
get_text (const char *text)
{
  return text != NULL && *text != '\0' ? text : _ ("Not given");
}

static void
show_head (PortailBlanchimentSuspectRow *row, const PortailBlanchimentFinding *finding)
{
  const PortailBlanchimentOperation *operation = finding->operation;
  g_autofree char *title = g_strdup_printf ("%s · %s", get_text (operation->employee_name),
                                            get_text (operation->groupe));
  g_autofree char *amount = portail_money_to_text (operation->amount);
  g_autofree char *score = portail_blanchiment_risk_to_text (
      (gint64) finding->risk.score,
      finding->is_provisional ? PORTAIL_BLANCHIMENT_PROVISIONAL : PORTAIL_BLANCHIMENT_FIRM);

  gtk_label_set_text (row->title, title);
  gtk_label_set_text (row->amount, amount);
  gtk_label_set_text (row->pill, score);
  gtk_widget_set_tooltip_text (
      GTK_WIDGET (row->pill),
      finding->is_provisional ? _ ("Provisional: changes are still to be sent") : NULL);
  gtk_widget_set_css_classes (
      GTK_WIDGET (row->pill),
      (const char *[]){ "pill-label", portail_blanchiment_level_get_css_class (finding->risk.level),
                        NULL });
}

static void
append (GString *text, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static void
show_detail (PortailBlanchimentSuspectRow *row,
             const PortailBlanchimentFinding *finding,
             const char *company)
{
  const PortailBlanchimentOperation *operation = finding->operation;
  g_autoptr (GString) text = g_string_new (company);
  g_autofree char *received = portail_day_to_text (operation->date_recu);
  g_autofree char *returned = portail_day_to_text (operation->date_rendu);
  g_autofree char *days = g_strdup_printf ("%s%s%s", received, *returned != '\0' ? " → " : "",
                                           returned);

  append (text, days);
  append (text, portail_blanchiment_status_get_title (operation->status));
  gtk_label_set_text (row->detail, text->str);
}

static void
show_review (PortailBlanchimentSuspectRow *row, const PortailBlanchimentFinding *finding)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *when = NULL;

  gtk_widget_set_visible (GTK_WIDGET (row->review),
                          finding->review != PORTAIL_BLANCHIMENT_NOT_REVIEWED);
  if (!portail_timestamp_is_null (finding->reviewed_at))
    when = portail_timestamp_to_text (finding->reviewed_at);
  append (text, portail_blanchiment_review_get_title (finding->review));
  append (text, when);
  append (text, finding->comment);
  gtk_label_set_text (row->review, text->str);
}

static void
portail_blanchiment_suspect_row_dispose (GObject *object)
{
  g_clear_object (&PORTAIL_BLANCHIMENT_SUSPECT_ROW (object)->item);
  G_OBJECT_CLASS (portail_blanchiment_suspect_row_parent_class)->dispose (object);
}

static void
portail_blanchiment_suspect_row_class_init (PortailBlanchimentSuspectRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_blanchiment_suspect_row_dispose;
  review_signal = g_signal_new ("review", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "suspectrow");
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-blanchiment-suspect-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentSuspectRow, title);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentSuspectRow, amount);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentSuspectRow, pill);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentSuspectRow, detail);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentSuspectRow, reasons);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentSuspectRow, review);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentSuspectRow, review_button);
  gtk_widget_class_bind_template_callback (widget_class, on_review);
}

static void
portail_blanchiment_suspect_row_init (PortailBlanchimentSuspectRow *row)
{
  gtk_widget_init_template (GTK_WIDGET (row));
}

GtkWidget *
portail_blanchiment_suspect_row_new (void)
{
  return g_object_new (PORTAIL_TYPE_BLANCHIMENT_SUSPECT_ROW, NULL);
}

void
portail_blanchiment_suspect_row_show (PortailBlanchimentSuspectRow *row,
                                      PortailBlanchimentFindingItem *item,
                                      const char *company,
                                      const char *refusal)
{
  const PortailBlanchimentFinding *finding;
  g_autofree char *reasons = NULL;

  g_return_if_fail (PORTAIL_IS_BLANCHIMENT_SUSPECT_ROW (row));
  g_set_object (&row->item, item);
  if (item == NULL)
    return;
  finding = portail_blanchiment_finding_item_get (item);
  reasons = portail_blanchiment_risk_list_reasons (&finding->risk, finding->operation);
  show_head (row, finding);
  show_detail (row, finding, company);
  show_review (row, finding);
  gtk_label_set_text (row->reasons, reasons);
  gtk_widget_set_sensitive (row->review_button, refusal == NULL);
  gtk_widget_set_tooltip_text (row->review_button, refusal);
  gtk_button_set_label (GTK_BUTTON (row->review_button),
                        finding->review == PORTAIL_BLANCHIMENT_NOT_REVIEWED ? _ ("_Review…")
                                                                            : _ ("_Review again…"));
}

PortailBlanchimentFindingItem *
portail_blanchiment_suspect_row_get_item (PortailBlanchimentSuspectRow *row)
{
  g_return_val_if_fail (PORTAIL_IS_BLANCHIMENT_SUSPECT_ROW (row), NULL);
  return row->item;
}
