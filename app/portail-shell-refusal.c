/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-shell-refusal.h"

#include <adwaita.h>

#include "app/portail-status-text.h"
#include "shared/portail-i18n.h"

#define NAME   "refusal"
#define MODULE "module"

typedef struct
{
  const char *title;
  const char *text;
  const char *button;
  const char *next; /* module */
} Refusal;

static const Refusal not_of_role = {
  N_ ("Not for you to see"),
  N_ ("Your role does not include this. Your company's patron or the staff can help."),
  N_ ("_Go to the dashboard"),
  "dashboard",
};
static const Refusal switched_off = {
  N_ ("Switched off for this company"),
  N_ ("Staff can switch the blanchiment on: ask them if your company plays it."),
  N_ ("_Go to the dashboard"),
  "dashboard",
};
static const Refusal to_be_switched_on = {
  N_ ("Switched off for this company"),
  N_ ("You can switch the blanchiment on among the companies of the configuration."),
  N_ ("_Open the configuration"),
  "configuration",
};

static const Refusal *
find (const PortailShellModule *module, const PortailShellCompany *company)
{
  if (company == NULL || !portail_permission_can_see (module->module, company->role))
    return &not_of_role;
  return (portail_permission_get (PORTAIL_MODULE_BLANCHIMENT_SETTINGS, company->role)
          & PORTAIL_RIGHT_WRITE)
                 != 0
             ? &to_be_switched_on
             : &switched_off;
}

static GtkWidget *
ensure (GtkStack *pages)
{
  GtkWidget *page = gtk_stack_get_child_by_name (pages, NAME);
  GtkWidget *button;

  if (page != NULL)
    return page;
  page = adw_status_page_new ();
  button = gtk_button_new ();
  gtk_button_set_use_underline (GTK_BUTTON (button), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", not_of_role.next);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-module");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  gtk_stack_add_named (pages, page, NAME);
  return page;
}

void
portail_shell_refusal_show (GtkStack *pages,
                            const PortailShellModule *module,
                            PortailShellContext *context)
{
  AdwStatusPage *page = ADW_STATUS_PAGE (ensure (pages));
  GtkWidget *button = adw_status_page_get_child (page);
  const Refusal *refusal = find (module, portail_shell_context_get_company (context));

  adw_status_page_set_icon_name (page, module->icon_name);
  adw_status_page_set_title (page, _ (refusal->title));
  portail_status_text_set (page, _ (refusal->text));
  gtk_button_set_label (GTK_BUTTON (button), _ (refusal->button));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", refusal->next);
  g_object_set_data (G_OBJECT (page), MODULE, (gpointer) module->name);
  gtk_widget_show (GTK_WIDGET (page));
  gtk_stack_set_visible_child (pages, GTK_WIDGET (page));
}

const char *
portail_shell_refusal_get_module (GtkStack *pages)
{
  GtkWidget *page = gtk_stack_get_visible_child (pages);

  return page != NULL ? g_object_get_data (G_OBJECT (page), MODULE) : NULL;
}
