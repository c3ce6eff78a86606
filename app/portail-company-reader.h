/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps an account's companies, name and roles up to date with its cache. Main thread.
 *
 * Signal "changed" when they differ from before, and at first. */
#pragma once

#include "app/portail-account-companies.h"
#include "app/portail-sync.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_COMPANY_READER (portail_company_reader_get_type ())
G_DECLARE_FINAL_TYPE (PortailCompanyReader,
                      portail_company_reader,
                      PORTAIL,
                      COMPANY_READER,
                      GObject)

PortailCompanyReader *
portail_company_reader_new (PortailCache *cache, PortailSync *sync, const char *user_id);
/* NULL before they were read. Borrowed until the next "changed". */
const PortailAccountCompanies *portail_company_reader_get (PortailCompanyReader *reader);

G_END_DECLS
