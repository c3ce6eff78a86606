/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of archives, `TYPE-YYYY-000001` (domain.md §6, contract.md §1): counted for each company,
 * kind and year of the server in Europe/Paris, without gaps. The number is taken in the transaction
 * that writes the archive, so a refused one leaves none out. */
#pragma once

#include "server/portail-record-writer.h"
#include "shared/records/portail-archive.h"

/* Sets the number of @archive, a new row that has its company and doc_type. */
gboolean
portail_archive_number_take (PortailRecordWriter *writer, PortailArchive *archive, GError **error);
