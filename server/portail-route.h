/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second table of the house: one row a route. Dispatch, access checks, limits and the API's
 * description read it; nothing else knows which paths exist.
 *
 * 1. A handler is pure: it has the request, the context, and no thread, socket or global.
 * 2. A READ route runs on a read-only connection; a WRITE route runs on the writer's connection in
 *    a savepoint of its own, which is undone when the handler fails.
 * 3. What waits for the outside (Discord, a slow hash) happens in prepare, before the handler, on
 *    the job pool; what it found is context->prepared. */
#pragma once

#include "server/portail-answer.h"
#include "server/portail-request.h"
#include "server/portail-server-config.h"
#include "shared/portail-database.h"
#include "shared/portail-permission.h"

/* Requests a minute where the route's row says nothing. */
#define PORTAIL_ROUTE_USER_PER_MINUTE     6000
#define PORTAIL_ROUTE_STRANGER_PER_MINUTE 600

typedef struct _PortailAccess PortailAccess;
typedef struct _PortailApiDocs PortailApiDocs;
typedef struct _PortailBlobStore PortailBlobStore;
typedef struct _PortailDiscord PortailDiscord;
typedef struct _PortailServerKeys PortailServerKeys;
typedef struct _PortailLiveHub PortailLiveHub;
typedef struct _PortailRoute PortailRoute;

/* What a handler works with; lives for one request. */
typedef struct
{
  const PortailServerConfig *config;
  const PortailServerKeys *keys;
  const PortailRoute *route;
  PortailLiveHub *live;      /* NULL where there are no live events */
  PortailApiDocs *docs;      /* NULL where nobody asks for them */
  PortailBlobStore *blobs;   /* NULL where there are no files */
  PortailDatabase *database; /* NULL on PLAIN routes when it cannot be opened */
  PortailTimestamp now;
  PortailDiscord *discord;     /* in prepare only; NULL elsewhere */
  GCancellable *cancellable;   /* in prepare only; NULL elsewhere */
  const PortailAccess *access; /* who asks; NULL on PUBLIC routes */
  gint64 token_expires_at;     /* s since 1970; 0 on PUBLIC routes */
  gpointer prepared;           /* what the route's prepare returned */
  GPtrArray *path_arguments;   /* values of the {…} of the path, in order */
} PortailContext;

typedef enum
{
  PORTAIL_ROUTE_READ,
  PORTAIL_ROUTE_WRITE,
  PORTAIL_ROUTE_PLAIN, /* answers without a database too, as READ where there is one */
} PortailRouteSort;

typedef enum
{
  PORTAIL_AUDIENCE_PUBLIC,
  PORTAIL_AUDIENCE_SIGNED_IN, /* an account without role too (contract.md §2) */
  PORTAIL_AUDIENCE_MEMBERS,   /* any role anywhere; the handler checks the object's company */
} PortailAudience;

/* What a request may bring. */
typedef enum
{
  PORTAIL_BODY_JSON,
  PORTAIL_BODY_BYTES, /* any Content-Type; the handler looks at it */
  PORTAIL_BODY_FILE,  /* likewise, and MAX_FILE_SIZE beside max_body */
} PortailRouteBody;

typedef PortailAnswer *(*PortailRouteHandler) (PortailContext *context,
                                               const PortailRequest *request,
                                               GError **error);
typedef gpointer (*PortailRoutePrepare) (PortailContext *context,
                                         const PortailRequest *request,
                                         GError **error);

struct _PortailRoute
{
  PortailMethod method;
  const char *path; /* "/api/dotations/{id}" */
  PortailRouteSort sort;
  PortailAudience audience;
  PortailModule module; /* whose row of the permission table decides */
  PortailRights right;
  PortailRouteHandler handle;
  PortailRoutePrepare prepare;   /* or NULL */
  GDestroyNotify free_prepared;  /* goes with prepare */
  const PortailRecordType *type; /* of record routes */
  const char *command;           /* of command routes */
  PortailRouteBody body;
  gsize max_body;       /* bytes; 0: none is read */
  guint max_per_minute; /* of one user, of one address on PUBLIC routes; 0: the usual */
  const char *summary;
  /* What the API's description (portail-openapi.h) needs beside; record routes have it from their
   * type. Names of server/docs/schemas.json and parameters.json. */
  const char *request_schema; /* of a JSON body */
  const char *answer_schema;  /* of a JSON answer */
  const char *parameters;     /* of query and head, separated by spaces */
  const char *also;           /* statuses beside those that all routes of its kind may answer */
};

/* All routes; a row with a NULL path ends the table. */
const PortailRoute *portail_routes_get (void);
/* @path_arguments receives owned texts. NULL when no path matches; *@is_other_method tells that one
 * does with another method. */
const PortailRoute *portail_routes_find (PortailMethod method,
                                         const char *path,
                                         GPtrArray *path_arguments,
                                         gboolean *is_other_method);
/* The value of the Allow header for @path, with OPTIONS, and HEAD where there is GET. Owned. */
char *portail_routes_dup_allowed_methods (const char *path);
