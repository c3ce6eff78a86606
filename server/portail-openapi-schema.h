/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON Schemas (draft 2020-12, as OpenAPI 3.1 has them) of records, from their field tables. */
#pragma once

#include "shared/portail-transition.h"

typedef enum
{
  PORTAIL_SCHEMA_ANSWER, /* "Dotation": what answers carry */
  PORTAIL_SCHEMA_CREATE, /* "DotationCreate" */
  PORTAIL_SCHEMA_PATCH,  /* "DotationPatch" */
  PORTAIL_SCHEMA_LIST,   /* "DotationList": a page of a list */
  PORTAIL_N_SCHEMA_USES,
} PortailSchemaUse;

/* "dotation_row" → "DotationRow", also of a command's or a whole path's words. Owned. */
char *portail_openapi_dup_type_name (const char *snake);
/* The name under components.schemas. Owned. */
char *portail_openapi_dup_schema_name (const PortailRecordType *type, PortailSchemaUse use);

/* Appends the schema. @beyond is what it has beside the fields, `"name":{…},…` or "". */
void portail_openapi_append_schema (GString *json,
                                    const PortailRecordType *type,
                                    PortailSchemaUse use,
                                    const char *beyond);

/* Appends the schema of a command's arguments; @transition is NULL for a command without any. */
void portail_openapi_append_arguments (GString *json, const PortailTransition *transition);

typedef enum
{
  PORTAIL_NULL_AS_FIELD, /* null where the field may be */
  PORTAIL_NULL_NEVER,
} PortailNullUse;

/* Appends the schema of one value. */
void portail_openapi_append_field (GString *json, const PortailField *field, PortailNullUse use);
/* Whether a list may be filtered by the field. */
gboolean portail_openapi_is_filter (const PortailField *field);
