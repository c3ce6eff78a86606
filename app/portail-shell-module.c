/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-shell-module.h"

#include "app/portail-archives-page.h"
#include "app/portail-blanchiment-page.h"
#include "app/portail-configuration-page.h"
#include "app/portail-dashboard-page.h"
#include "app/portail-documents-page.h"
#include "app/portail-dotations-page.h"
#include "app/portail-taxes-page.h"
#include "shared/portail-i18n.h"
#include "shared/portail-schema.h"

static const PortailShellModule modules[] = {
  {
      .name = "dashboard",
      .title = N_ ("Dashboard"),
      .icon_name = "view-grid-symbolic",
      .module = PORTAIL_MODULE_DASHBOARD,
      .make_page = portail_dashboard_page_new,
  },
  {
      .name = "dotations",
      .title = N_ ("Dotations"),
      .icon_name = "x-office-spreadsheet-symbolic",
      .module = PORTAIL_MODULE_DOTATIONS,
      .make_page = portail_dotations_page_new,
  },
  {
      .name = "impots",
      .title = N_ ("Taxes"),
      .icon_name = "accessories-calculator-symbolic",
      .module = PORTAIL_MODULE_IMPOTS,
      .make_page = portail_taxes_page_new,
  },
  {
      .name = "documents",
      .title = N_ ("Invoices and diplomas"),
      .icon_name = "folder-documents-symbolic",
      .module = PORTAIL_MODULE_DOCUMENTS,
      .make_page = portail_documents_page_new,
  },
  {
      .name = "blanchiment",
      .title = N_ ("Blanchiment"),
      .icon_name = "portail-blanchiment-symbolic",
      .module = PORTAIL_MODULE_BLANCHIMENT,
      .make_page = portail_blanchiment_page_new,
  },
  {
      .name = "archives",
      .title = N_ ("Archives"),
      .icon_name = "portail-archives-symbolic",
      .module = PORTAIL_MODULE_ARCHIVES,
      .make_page = portail_archives_page_new,
  },
  {
      .name = "configuration",
      .title = N_ ("Configuration"),
      .icon_name = "preferences-system-symbolic",
      .module = PORTAIL_MODULE_COMPANY_CONFIG,
      .make_page = portail_configuration_page_new,
  },
};

guint
portail_shell_module_get_count (void)
{
  return G_N_ELEMENTS (modules);
}

const PortailShellModule *
portail_shell_module_get (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (modules), NULL);
  return &modules[index];
}

const PortailShellModule *
portail_shell_module_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (modules); i++)
    if (g_str_equal (modules[i].name, name))
      return &modules[i];
  return NULL;
}

gboolean
portail_shell_module_is_visible (const PortailShellModule *module,
                                 const PortailShellCompany *company)
{
  if (company == NULL)
    return TRUE;
  if (module->module == PORTAIL_MODULE_BLANCHIMENT && !company->is_blanchiment_enabled)
    return FALSE;
  /* Everybody has settings of his own. */
  return portail_permission_can_see (module->module, company->role)
         || module->module == PORTAIL_MODULE_COMPANY_CONFIG;
}

const PortailShellModule *
portail_shell_module_find_for_type (const char *type)
{
  const PortailRecordType *record_type = portail_schema_find (type);

  if (record_type == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (modules); i++)
    if (modules[i].module == record_type->module)
      return &modules[i];
  /* What has no module of its own is configured. */
  return portail_shell_module_find ("configuration");
}
