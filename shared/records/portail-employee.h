/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who works for a company, with or without an account (domain.md §2). */
#pragma once

#include "shared/portail-record.h"

typedef enum
{
  PORTAIL_EMPLOYEE_ACTIF = 1,
  PORTAIL_EMPLOYEE_INACTIF,
  PORTAIL_EMPLOYEE_CONGE,
} PortailEmployeeStatus;

typedef struct
{
  PortailRecord base;
  char *name;
  char *grade;
  char *user_id;
  gboolean is_direction;
  PortailEmployeeStatus status;
  PortailDay hired_on;
} PortailEmployee;

extern const PortailRecordType portail_employee_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailEmployee, portail_record_free)
