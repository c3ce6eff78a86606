/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an operation of the API's description takes and answers: schemas, statuses, examples. */
#pragma once

#include "server/portail-api-example.h"
#include "server/portail-openapi-schema.h"
#include "server/portail-route.h"

typedef struct
{
  GString *json;
  const PortailApiExamples *examples;
} PortailOpenapiWriter;

/* What the routes of one handler of record resources have in common. */
typedef struct
{
  PortailRouteHandler handle;
  const char *verb;         /* ends the operation's id; NULL: the path says it */
  guint status;             /* of success */
  PortailSchemaUse request; /* CREATE or PATCH; ANSWER where the record says nothing of it */
  PortailSchemaUse answer;
  const char *parameters; /* names, separated by spaces */
  const char *headers;    /* of the answer; names, separated by spaces */
} PortailOpenapiShape;

/* NULL for a route of its own kind. */
const PortailOpenapiShape *portail_openapi_find_shape (const PortailRoute *route);
/* The name of the schema of a JSON request or answer; NULL for none. Owned. */
char *portail_openapi_dup_request_schema (const PortailRoute *route);
char *portail_openapi_dup_answer_schema (const PortailRoute *route);

/* Appends `"requestBody":{…}` where the route reads a body. */
void portail_openapi_append_request (const PortailOpenapiWriter *writer, const PortailRoute *route);
/* Appends `"responses":{…}`. */
void portail_openapi_append_responses (const PortailOpenapiWriter *writer,
                                       const PortailRoute *route);
/* Appends the members of components.responses: a problem of each HTTP status. */
void portail_openapi_append_problems (GString *json);
