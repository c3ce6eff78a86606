/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-archive-payload.h"

#include "shared/records/portail-archive.h"

/* Of the sources. */
static const PortailModule modules[] = {
  [PORTAIL_ARCHIVE_DOTATION] = PORTAIL_MODULE_DOTATIONS,
  [PORTAIL_ARCHIVE_IMPOT] = PORTAIL_MODULE_IMPOTS,
  [PORTAIL_ARCHIVE_FACTURE] = PORTAIL_MODULE_DOCUMENTS,
  [PORTAIL_ARCHIVE_DIPLOME] = PORTAIL_MODULE_DOCUMENTS,
  [PORTAIL_ARCHIVE_BLANCHIMENT] = PORTAIL_MODULE_BLANCHIMENT,
  [PORTAIL_ARCHIVE_AUTRE] = PORTAIL_MODULE_DOCUMENTS,
};

guint
portail_archive_payload_get_hidden (const PortailAccess *access, const char *enterprise_id)
{
  PortailRole role = portail_access_get_role (access, enterprise_id);
  guint hidden = 0;

  for (guint type = PORTAIL_ARCHIVE_DOTATION; type < G_N_ELEMENTS (modules); type++)
    if (!(portail_permission_get (modules[type], role) & PORTAIL_RIGHT_READ)
        || !portail_access_has_module (access, enterprise_id, modules[type]))
      hidden |= 1u << type;
  return hidden;
}
