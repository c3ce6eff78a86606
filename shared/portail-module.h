/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the permission table (domain.md §2, contract.md §2): each record and each route
 * belongs to one. */
#pragma once

typedef enum
{
  PORTAIL_MODULE_DASHBOARD,
  PORTAIL_MODULE_DOTATIONS,
  PORTAIL_MODULE_IMPOTS,
  PORTAIL_MODULE_DOCUMENTS,
  PORTAIL_MODULE_BLANCHIMENT,
  PORTAIL_MODULE_BLANCHIMENT_SETTINGS,
  PORTAIL_MODULE_ARCHIVES,
  PORTAIL_MODULE_COMPANY_CONFIG,
  PORTAIL_MODULE_SYSTEM_CONFIG,
  PORTAIL_MODULE_ACCOUNTS, /* users, roles, sessions, audit */
  PORTAIL_MODULE_EMPLOYEES,
  PORTAIL_MODULE_ENTERPRISES,
  PORTAIL_MODULE_MEMBERS,
  PORTAIL_MODULE_PERIOD_LOCKS,
  PORTAIL_MODULE_SETTINGS, /* those that all may read; his own are the user's */
  PORTAIL_MODULE_OWN,      /* what belongs to the user alone: notifications, his own account */
  PORTAIL_N_MODULES,
} PortailModule;
