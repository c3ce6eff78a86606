/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One employee of a dotation (domain.md §3.1). Name and grade are snapshots; salaire and prime are
 * what was typed by hand and count only where their manual flag is set. */
#pragma once

#include "shared/portail-record.h"

typedef struct
{
  PortailRecord base;
  char *dotation_id;
  gint64 position;
  char *employee_id;
  char *employee_name;
  char *grade;
  gboolean is_direction;
  PortailMoney run;
  PortailMoney facture;
  PortailMoney vente;
  PortailHours heures;
  PortailMoney salaire;
  gboolean salaire_manuel;
  PortailMoney prime;
  gboolean prime_manuelle;
} PortailDotationRow;

extern const PortailRecordType portail_dotation_row_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDotationRow, portail_record_free)
