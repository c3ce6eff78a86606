/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/portail-api-docs-routes.h"
#include "server/portail-archive-export.h"
#include "server/portail-audit-routes.h"
#include "server/portail-avatar-routes.h"
#include "server/portail-blanchiment-routes.h"
#include "server/portail-blob-routes.h"
#include "server/portail-client-error.h"
#include "server/portail-compute-route.h"
#include "server/portail-config-exchange.h"
#include "server/portail-dashboard-routes.h"
#include "server/portail-delivery-routes.h"
#include "server/portail-document-routes.h"
#include "server/portail-health-routes.h"
#include "server/portail-import-routes.h"
#include "server/portail-local-login.h"
#include "server/portail-login-routes.h"
#include "server/portail-mapping-routes.h"
#include "server/portail-member-routes.h"
#include "server/portail-notification-routes.h"
#include "server/portail-prepared-answer.h"
#include "server/portail-record-export.h"
#include "server/portail-record-history.h"
#include "server/portail-record-routes.h"
#include "server/portail-retention-routes.h"
#include "server/portail-route.h"
#include "server/portail-session-routes.h"
#include "server/portail-sync-push.h"
#include "server/portail-sync-routes.h"
#include "server/portail-tax-routes.h"
#include "server/portail-user-routes.h"
#include "shared/records/portail-archive.h"
#include "shared/records/portail-bareme-tranche.h"
#include "shared/records/portail-bareme-version.h"
#include "shared/records/portail-blanchiment-operation.h"
#include "shared/records/portail-document.h"
#include "shared/records/portail-dotation-entry.h"
#include "shared/records/portail-dotation-row.h"
#include "shared/records/portail-dotation.h"
#include "shared/records/portail-employee.h"
#include "shared/records/portail-enterprise.h"
#include "shared/records/portail-grade-rule.h"
#include "shared/records/portail-notification.h"
#include "shared/records/portail-period-lock.h"
#include "shared/records/portail-setting.h"
#include "shared/records/portail-tax-declaration.h"
#include "shared/records/portail-wealth-tranche.h"

#define SMALL_BODY (16 * 1024)
/* Guessing must be slow, and signing in is rare. */
#define SIGN_IN_PER_MINUTE 120

/* A client asks after a sign-in and when its person has another picture. */
#define AVATAR_PER_MINUTE 60

#define RECORD_BODY (256 * 1024)

#define IMPORT_PARAMETERS "of_company import_kind commit twice known_lines"

/* One route of a record resource; the record store asks for the rights of what it writes. */
#define RECORD_ROUTE(verb, its_sort, its_path, its_type, handler)                                  \
  .method = PORTAIL_METHOD_##verb, .path = its_path, .sort = PORTAIL_ROUTE_##its_sort,             \
  .audience = PORTAIL_AUDIENCE_MEMBERS, .handle = handler, .type = &its_type

/* The route that makes a new one. */
#define RECORD_NEW_ROUTE(its_path, its_type, its_module, one)                                      \
  {                                                                                                \
    RECORD_ROUTE (POST, WRITE, its_path, its_type, portail_record_post_new),                       \
        .module = PORTAIL_MODULE_##its_module, .right = PORTAIL_RIGHT_WRITE,                       \
        .max_body = RECORD_BODY, .summary = "Creates " one,                                        \
  }

/* The routes that every resource has beside it. */
#define RECORD_KEPT_ROUTES(its_path, its_type, its_module, one, many)                              \
  {                                                                                                \
    RECORD_ROUTE (GET, READ, its_path, its_type, portail_record_get_list),                         \
    .module = PORTAIL_MODULE_##its_module,                                                         \
    .right = PORTAIL_RIGHT_READ,                                                                   \
    .summary = "Lists " many,                                                                      \
  },                                                                                               \
      {                                                                                            \
        RECORD_ROUTE (GET, READ, its_path "/{id}", its_type, portail_record_get_one),              \
        .module = PORTAIL_MODULE_##its_module,                                                     \
        .right = PORTAIL_RIGHT_READ,                                                               \
        .summary = "Shows " one,                                                                   \
      },                                                                                           \
      {                                                                                            \
        RECORD_ROUTE (GET, READ, its_path "/{id}/history", its_type, portail_record_get_history),  \
        .module = PORTAIL_MODULE_##its_module,                                                     \
        .right = PORTAIL_RIGHT_READ,                                                               \
        .answer_schema = "History",                                                                \
        .summary = "Who changed what of " one,                                                     \
      },                                                                                           \
      {                                                                                            \
        RECORD_ROUTE (PATCH, WRITE, its_path "/{id}", its_type, portail_record_patch),             \
        .module = PORTAIL_MODULE_##its_module,                                                     \
        .right = PORTAIL_RIGHT_WRITE,                                                              \
        .max_body = RECORD_BODY,                                                                   \
        .summary = "Changes " one,                                                                 \
      },                                                                                           \
      {                                                                                            \
        RECORD_ROUTE (DELETE, WRITE, its_path "/{id}", its_type, portail_record_delete),           \
        .module = PORTAIL_MODULE_##its_module,                                                     \
        .right = PORTAIL_RIGHT_WRITE,                                                              \
        .summary = "Moves " one " to the trash",                                                   \
      },                                                                                           \
      RECORD_COMMAND (its_path, its_type, its_module, "restore", WRITE,                            \
                      "Takes " one " out of the trash")

#define RECORD_ROUTES(its_path, its_type, its_module, one, many)                                   \
  RECORD_NEW_ROUTE (its_path, its_type, its_module, one),                                          \
      RECORD_KEPT_ROUTES (its_path, its_type, its_module, one, many)

/* The list as a file. */
#define RECORD_EXPORT(its_path, its_type, its_module, many)                                        \
  {                                                                                                \
    RECORD_ROUTE (GET, READ, its_path "/export", its_type, portail_prepared_answer_get),           \
        .module = PORTAIL_MODULE_##its_module, .right = PORTAIL_RIGHT_READ,                        \
        .prepare = portail_record_prepare_export, .free_prepared = portail_prepared_answer_free,   \
        .parameters = "sheet_format", .also = "413", .summary = many " as XLSX, CSV or PDF",       \
  }

/* Rows from a text or a workbook. */
#define RECORD_IMPORT(its_path, its_type, its_module, words)                                       \
  {                                                                                                \
    RECORD_ROUTE (POST, WRITE, its_path "/import", its_type, portail_import_post),                 \
        .module = PORTAIL_MODULE_##its_module, .right = PORTAIL_RIGHT_WRITE,                       \
        .prepare = portail_import_prepare, .free_prepared = portail_import_free,                   \
        .body = PORTAIL_BODY_BYTES, .max_body = PORTAIL_IMPORT_MAX_BODY,                           \
        .parameters = IMPORT_PARAMETERS, .request_schema = "ImportRequest",                        \
        .answer_schema = "Import", .summary = words,                                               \
  }

#define RECORD_COMMAND(its_path, its_type, its_module, its_command, its_right, ...)                \
  {                                                                                                \
    RECORD_ROUTE (POST, WRITE, its_path "/{id}/" its_command, its_type,                            \
                  portail_record_post_command),                                                    \
        .module = PORTAIL_MODULE_##its_module, .right = PORTAIL_RIGHT_##its_right,                 \
        .command = its_command, .max_body = SMALL_BODY, .summary = __VA_ARGS__,                    \
  }

#define DOTATION_COMMAND(its_command, its_right, ...)                                              \
  RECORD_COMMAND ("/api/dotations", portail_dotation_type, DOTATIONS, its_command, its_right,      \
                  __VA_ARGS__)

#define NOTIFICATION_ROUTE(verb, its_sort, rest, handler, words)                                   \
  {                                                                                                \
    RECORD_ROUTE (verb, its_sort, "/api/notifications" rest, portail_notification_type, handler),  \
        .module = PORTAIL_MODULE_OWN, .right = PORTAIL_RIGHT_##its_sort, .max_body = SMALL_BODY,   \
        .summary = words,                                                                          \
  }

/* Of those who administer accounts; the handler asks for the right. */
#define ACCOUNT_ROUTE(verb, its_sort, its_path, its_right, handler, ...)                           \
  {                                                                                                \
    .method = PORTAIL_METHOD_##verb, .path = its_path, .sort = PORTAIL_ROUTE_##its_sort,           \
    .audience = PORTAIL_AUDIENCE_MEMBERS, .module = PORTAIL_MODULE_ACCOUNTS,                       \
    .right = PORTAIL_RIGHT_##its_right, .handle = handler, .max_body = SMALL_BODY,                 \
    .summary = __VA_ARGS__,                                                                        \
  }

/* A route of the blanchiment whose answer its prepare makes; the handler asks for the right. */
#define BLANCHIMENT_ANSWER(verb, its_path, its_prepare)                                            \
  .method = PORTAIL_METHOD_##verb, .path = "/api/blanchiment/" its_path,                           \
  .sort = PORTAIL_ROUTE_READ, .audience = PORTAIL_AUDIENCE_MEMBERS,                                \
  .handle = portail_blanchiment_answer, .prepare = its_prepare,                                    \
  .free_prepared = portail_blanchiment_free_answer

#define BLANCHIMENT_COMMAND(its_command, its_right, words)                                         \
  RECORD_COMMAND ("/api/blanchiment", portail_blanchiment_operation_type, BLANCHIMENT,             \
                  its_command, its_right, words)

#define DASHBOARD_ANSWER(its_path, its_prepare)                                                    \
  .method = PORTAIL_METHOD_GET, .path = its_path, .sort = PORTAIL_ROUTE_READ,                      \
  .audience = PORTAIL_AUDIENCE_MEMBERS, .module = PORTAIL_MODULE_DASHBOARD,                        \
  .right = PORTAIL_RIGHT_READ, .handle = portail_prepared_answer_get, .prepare = its_prepare,      \
  .free_prepared = portail_prepared_answer_free

/* A route of the taxes whose answer its prepare makes; the handler asks for the right. */
#define TAX_ANSWER(verb, its_path, its_prepare)                                                    \
  .method = PORTAIL_METHOD_##verb, .path = "/api/tax/" its_path, .sort = PORTAIL_ROUTE_READ,       \
  .audience = PORTAIL_AUDIENCE_MEMBERS, .module = PORTAIL_MODULE_IMPOTS,                           \
  .right = PORTAIL_RIGHT_READ, .handle = portail_prepared_answer_get, .prepare = its_prepare,      \
  .free_prepared = portail_prepared_answer_free

#define TAX_COMMAND(its_command, its_right, words)                                                 \
  RECORD_COMMAND ("/api/tax", portail_tax_declaration_type, IMPOTS, its_command, its_right, words)

/* Where two paths fit, the first counts: fixed words stand before {…}. */
static const PortailRoute routes[] = {
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/",
      .sort = PORTAIL_ROUTE_PLAIN,
      .handle = portail_health_get_root,
      .answer_schema = "ServerMessage",
      .summary = "What this server is",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/health",
      .sort = PORTAIL_ROUTE_PLAIN,
      .handle = portail_health_get_health,
      .answer_schema = "Health",
      .summary = "Whether the server and its database answer",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/livez",
      .sort = PORTAIL_ROUTE_PLAIN,
      .handle = portail_health_get_live,
      .answer_schema = "Liveness",
      .summary = "Whether the process runs",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/readyz",
      .sort = PORTAIL_ROUTE_PLAIN,
      .handle = portail_health_get_health,
      .answer_schema = "Health",
      .summary = "Whether requests can be served",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/version",
      .sort = PORTAIL_ROUTE_PLAIN,
      .handle = portail_health_get_version,
      .answer_schema = "ServerVersion",
      .summary = "The version of the server",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/openapi.json",
      .sort = PORTAIL_ROUTE_PLAIN,
      .handle = portail_api_docs_get_openapi,
      .parameters = "if_none_match",
      .summary = "This description",
      .answer_schema = "OpenApi",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/docs",
      .sort = PORTAIL_ROUTE_PLAIN,
      .handle = portail_api_docs_get_docs,
      .parameters = "if_none_match",
      .summary = "This description as a page on which requests can be tried",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/redoc",
      .sort = PORTAIL_ROUTE_PLAIN,
      .handle = portail_api_docs_get_redoc,
      .parameters = "if_none_match",
      .summary = "This description as a page to read",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/docs/assets/{name}",
      .sort = PORTAIL_ROUTE_PLAIN,
      .handle = portail_api_docs_get_asset,
      .parameters = "if_none_match",
      .summary = "What these pages load",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/auth/authorize",
      .sort = PORTAIL_ROUTE_WRITE,
      .handle = portail_login_get_authorize,
      .max_per_minute = SIGN_IN_PER_MINUTE,
      .summary = "The page on which a desktop's sign-in begins",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/auth/discord/login",
      .sort = PORTAIL_ROUTE_WRITE,
      .handle = portail_login_get_discord,
      .max_per_minute = SIGN_IN_PER_MINUTE,
      .summary = "Leads to Discord",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/auth/discord/callback",
      .sort = PORTAIL_ROUTE_WRITE,
      .handle = portail_login_get_callback,
      .prepare = portail_login_prepare_callback,
      .free_prepared = portail_login_free_prepared,
      .max_per_minute = SIGN_IN_PER_MINUTE,
      .also = "403 502",
      .summary = "Where Discord leads back to",
  },
  {
      .method = PORTAIL_METHOD_POST,
      .path = "/auth/discord/callback",
      .sort = PORTAIL_ROUTE_WRITE,
      .handle = portail_login_post_callback,
      .request_schema = "DiscordCodeRequest",
      .answer_schema = "Tokens",
      .prepare = portail_login_prepare_web,
      .free_prepared = portail_login_free_prepared,
      .max_body = SMALL_BODY,
      .max_per_minute = SIGN_IN_PER_MINUTE,
      .also = "403 502",
      .summary = "Tokens for Discord's code",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/auth/done",
      .sort = PORTAIL_ROUTE_PLAIN,
      .handle = portail_login_get_done,
      .summary = "The page on which a sign-in ends",
  },
  {
      .method = PORTAIL_METHOD_POST,
      .path = "/auth/local",
      .sort = PORTAIL_ROUTE_WRITE,
      .handle = portail_local_login_post,
      .request_schema = "LocalSignInRequest",
      .answer_schema = "Tokens",
      .prepare = portail_local_login_prepare,
      .free_prepared = portail_local_login_free,
      .max_body = SMALL_BODY,
      .max_per_minute = PORTAIL_LOCAL_LOGIN_PER_MINUTE,
      .summary = "Tokens for a local account, at the server's machine",
  },
  {
      .method = PORTAIL_METHOD_POST,
      .path = "/auth/token",
      .sort = PORTAIL_ROUTE_WRITE,
      .handle = portail_session_post_token,
      .request_schema = "TokenRequest",
      .answer_schema = "Tokens",
      .max_body = SMALL_BODY,
      .max_per_minute = SIGN_IN_PER_MINUTE,
      .summary = "Tokens for a one-time code",
  },
  {
      .method = PORTAIL_METHOD_POST,
      .path = "/auth/refresh",
      .sort = PORTAIL_ROUTE_WRITE,
      .handle = portail_session_post_refresh,
      .request_schema = "RefreshRequest",
      .answer_schema = "Tokens",
      .max_body = SMALL_BODY,
      .max_per_minute = SIGN_IN_PER_MINUTE,
      .summary = "New tokens for a refresh token",
  },
  {
      .method = PORTAIL_METHOD_POST,
      .path = "/auth/logout",
      .sort = PORTAIL_ROUTE_WRITE,
      .audience = PORTAIL_AUDIENCE_SIGNED_IN,
      .module = PORTAIL_MODULE_OWN,
      .handle = portail_session_post_logout,
      .max_body = SMALL_BODY,
      .summary = "Signs this device out",
  },
  {
      .method = PORTAIL_METHOD_POST,
      .path = "/auth/revoke",
      .sort = PORTAIL_ROUTE_WRITE,
      .audience = PORTAIL_AUDIENCE_SIGNED_IN,
      .module = PORTAIL_MODULE_OWN,
      .handle = portail_session_post_revoke,
      .request_schema = "RevokeRequest",
      .max_body = SMALL_BODY,
      .summary = "Signs one device or all out",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/auth/me",
      .sort = PORTAIL_ROUTE_READ,
      .audience = PORTAIL_AUDIENCE_SIGNED_IN,
      .module = PORTAIL_MODULE_OWN,
      .handle = portail_session_get_me,
      .answer_schema = "Account",
      .summary = "Who is signed in",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/auth/avatar",
      .sort = PORTAIL_ROUTE_WRITE,
      .audience = PORTAIL_AUDIENCE_SIGNED_IN,
      .module = PORTAIL_MODULE_OWN,
      .handle = portail_avatar_get,
      .prepare = portail_avatar_prepare,
      .free_prepared = portail_avatar_free_prepared,
      .max_per_minute = AVATAR_PER_MINUTE,
      .parameters = "if_none_match",
      .also = "404 502",
      .summary = "The small picture of who is signed in",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/auth/sessions",
      .sort = PORTAIL_ROUTE_READ,
      .audience = PORTAIL_AUDIENCE_SIGNED_IN,
      .module = PORTAIL_MODULE_OWN,
      .handle = portail_session_get_sessions,
      .answer_schema = "SessionList",
      .summary = "The devices that are signed in",
  },
  {
      .method = PORTAIL_METHOD_POST,
      .path = "/api/dotations/compute",
      .sort = PORTAIL_ROUTE_READ,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_OWN,
      .handle = portail_compute_post,
      .request_schema = "ComputeRequest",
      .answer_schema = "ComputeAnswer",
      .max_body = PORTAIL_COMPUTE_MAX_BODY,
      .summary = "Computes a dotation without saving it",
  },
  RECORD_EXPORT ("/api/dotations", portail_dotation_type, DOTATIONS, "Dotations"),
  RECORD_EXPORT ("/api/employees", portail_employee_type, EMPLOYEES, "The employees"),
  RECORD_EXPORT ("/api/documents", portail_document_type, DOCUMENTS, "The documents"),
  RECORD_EXPORT ("/api/enterprises", portail_enterprise_type, ENTERPRISES, "The companies"),
  RECORD_EXPORT ("/api/blanchiment",
                 portail_blanchiment_operation_type,
                 BLANCHIMENT,
                 "The operations of the blanchiment"),
  {
      RECORD_ROUTE (GET,
                    READ,
                    "/api/dotations/{id}/export",
                    portail_dotation_type,
                    portail_prepared_answer_get),
      .module = PORTAIL_MODULE_DOTATIONS,
      .right = PORTAIL_RIGHT_READ,
      .prepare = portail_dotation_prepare_export,
      .free_prepared = portail_prepared_answer_free,
      .parameters = "sheet_format dotation_report",
      .summary = "A dotation as a workbook, its rows as CSV, or a report as PDF",
  },
  RECORD_IMPORT ("/api/employees",
                 portail_employee_type,
                 EMPLOYEES,
                 "Previews a list of employees, and takes it with commit=true"),
  RECORD_IMPORT ("/api/dotations/{id}",
                 portail_dotation_type,
                 DOTATIONS,
                 "Previews rows, expenses or withdrawals, and takes them with commit=true"),
  RECORD_IMPORT ("/api/config/baremes/{id}",
                 portail_bareme_version_type,
                 SYSTEM_CONFIG,
                 "Previews the tranches of a tax table, and takes them with commit=true"),
  RECORD_ROUTES ("/api/dotations", portail_dotation_type, DOTATIONS, "a dotation", "dotations"),
  DOTATION_COMMAND ("submit", WRITE, "Submits a dotation"),
  DOTATION_COMMAND ("withdraw", WRITE, "Takes a submission back"),
  DOTATION_COMMAND ("validate", VALIDATE, "Validates a dotation"),
  DOTATION_COMMAND ("refuse", VALIDATE, "Refuses a dotation, with a reason"),
  DOTATION_COMMAND ("pay", VALIDATE, "Marks a dotation as paid"),
  DOTATION_COMMAND ("archive",
                    WRITE,
                    "Sends a dotation to the archives, once",
                    .answer_schema = "Archive"),
  DOTATION_COMMAND ("reopen", VALIDATE, "Opens a closed dotation again, with a reason"),
  RECORD_ROUTES ("/api/dotations/{id}/rows",
                 portail_dotation_row_type,
                 DOTATIONS,
                 "a row of a dotation",
                 "the rows of a dotation"),
  RECORD_ROUTES ("/api/dotations/{id}/entries",
                 portail_dotation_entry_type,
                 DOTATIONS,
                 "an expense or withdrawal",
                 "the expenses and withdrawals of a dotation"),
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/api/archives/template",
      .sort = PORTAIL_ROUTE_READ,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_ARCHIVES,
      .right = PORTAIL_RIGHT_READ,
      .handle = portail_archive_get_template,
      .answer_schema = "ArchiveTemplate",
      .summary = "Which columns an export of archives has",
  },
  {
      .method = PORTAIL_METHOD_PUT,
      .path = "/api/archives/template",
      .sort = PORTAIL_ROUTE_WRITE,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_SYSTEM_CONFIG,
      .right = PORTAIL_RIGHT_WRITE,
      .handle = portail_archive_put_template,
      .prepare = portail_archive_prepare_template,
      .free_prepared = portail_archive_free_template,
      .body = PORTAIL_BODY_BYTES,
      .max_body = PORTAIL_ARCHIVE_TEMPLATE_MAX_BODY,
      .answer_schema = "ArchiveTemplate",
      .summary = "Takes the columns of an export from the titles of a workbook",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/api/archives/export",
      .sort = PORTAIL_ROUTE_READ,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_ARCHIVES,
      .right = PORTAIL_RIGHT_READ,
      .handle = portail_prepared_answer_get,
      .prepare = portail_archive_prepare_export,
      .free_prepared = portail_prepared_answer_free,
      .parameters = "q of_company sheet_format",
      .also = "413",
      .summary = "Archives as XLSX, CSV or PDF",
  },
  RECORD_ROUTES ("/api/archives", portail_archive_type, ARCHIVES, "an archive", "archives"),
  RECORD_COMMAND ("/api/archives",
                  portail_archive_type,
                  ARCHIVES,
                  "validate",
                  VALIDATE,
                  "Validates an archive"),
  RECORD_COMMAND ("/api/archives",
                  portail_archive_type,
                  ARCHIVES,
                  "refuse",
                  VALIDATE,
                  "Refuses an archive, with a reason"),
  RECORD_ROUTES ("/api/employees",
                 portail_employee_type,
                 EMPLOYEES,
                 "an employee",
                 "the employees"),
  RECORD_ROUTES ("/api/enterprises",
                 portail_enterprise_type,
                 ENTERPRISES,
                 "a company",
                 "the companies"),
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/api/enterprises/{id}/members",
      .sort = PORTAIL_ROUTE_READ,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_ENTERPRISES,
      .right = PORTAIL_RIGHT_READ,
      .handle = portail_member_get_list,
      .answer_schema = "MemberList",
      .summary = "Lists who belongs to a company",
  },
  ACCOUNT_ROUTE (POST,
                 WRITE,
                 "/api/enterprises/{id}/members",
                 WRITE,
                 portail_member_post_new,
                 "Gives somebody a role in a company",
                 .request_schema = "MemberRequest",
                 .answer_schema = "MemberItem"),
  ACCOUNT_ROUTE (DELETE,
                 WRITE,
                 "/api/enterprises/{id}/members/{discord_id}",
                 WRITE,
                 portail_member_delete,
                 "Takes a role that was given by hand"),
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/api/config/export",
      .sort = PORTAIL_ROUTE_READ,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_COMPANY_CONFIG,
      .right = PORTAIL_RIGHT_READ,
      .handle = portail_config_get_export,
      .answer_schema = "Configuration",
      .parameters = "of_company with_system",
      .summary = "The configuration of a company, or of the server",
  },
  {
      .method = PORTAIL_METHOD_POST,
      .path = "/api/config/import",
      .sort = PORTAIL_ROUTE_WRITE,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_COMPANY_CONFIG,
      .right = PORTAIL_RIGHT_WRITE,
      .handle = portail_config_post_import,
      .max_body = PORTAIL_CONFIG_IMPORT_MAX_BODY,
      .request_schema = "Configuration",
      .answer_schema = "ConfigurationImport",
      .parameters = "of_company commit",
      .summary = "Previews a configuration, and takes it with commit=true",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/api/config/notifications",
      .sort = PORTAIL_ROUTE_READ,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_SYSTEM_CONFIG,
      .right = PORTAIL_RIGHT_WRITE,
      .handle = portail_delivery_get_settings,
      .answer_schema = "MessageSettings",
      .summary = "Shows where messages go to",
  },
  {
      .method = PORTAIL_METHOD_PUT,
      .path = "/api/config/notifications",
      .sort = PORTAIL_ROUTE_WRITE,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_SYSTEM_CONFIG,
      .right = PORTAIL_RIGHT_WRITE,
      .handle = portail_delivery_put_settings,
      .request_schema = "MessageSettingsRequest",
      .answer_schema = "MessageSettings",
      .max_body = SMALL_BODY,
      .summary = "Changes where messages go to",
  },
  {
      .method = PORTAIL_METHOD_POST,
      .path = "/api/config/notifications/test",
      .sort = PORTAIL_ROUTE_WRITE,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_SYSTEM_CONFIG,
      .right = PORTAIL_RIGHT_WRITE,
      .handle = portail_delivery_post_test,
      .answer_schema = "MessageTest",
      .max_body = SMALL_BODY,
      .max_per_minute = 6,
      .also = "409",
      .summary = "Sends a test message",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/api/config/deliveries",
      .sort = PORTAIL_ROUTE_READ,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_SYSTEM_CONFIG,
      .right = PORTAIL_RIGHT_WRITE,
      .handle = portail_delivery_get_list,
      .parameters = "delivery_state limit",
      .answer_schema = "DeliveryList",
      .summary = "Lists the messages that leave the server",
  },
  {
      .method = PORTAIL_METHOD_POST,
      .path = "/api/config/deliveries/{id}/retry",
      .sort = PORTAIL_ROUTE_WRITE,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_SYSTEM_CONFIG,
      .right = PORTAIL_RIGHT_WRITE,
      .handle = portail_delivery_post_retry,
      .max_body = SMALL_BODY,
      .summary = "Tries a message at once that waits or was given up",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/api/config/retention",
      .sort = PORTAIL_ROUTE_READ,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_SYSTEM_CONFIG,
      .right = PORTAIL_RIGHT_WRITE,
      .handle = portail_retention_get,
      .answer_schema = "Retention",
      .summary = "Shows how long the server keeps what",
  },
  {
      .method = PORTAIL_METHOD_PUT,
      .path = "/api/config/retention",
      .sort = PORTAIL_ROUTE_WRITE,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_SYSTEM_CONFIG,
      .right = PORTAIL_RIGHT_WRITE,
      .handle = portail_retention_put,
      .request_schema = "RetentionRequest",
      .answer_schema = "Retention",
      .max_body = SMALL_BODY,
      .summary = "Changes how long the server keeps what",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/api/config/discord-mapping",
      .sort = PORTAIL_ROUTE_READ,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_SYSTEM_CONFIG,
      .right = PORTAIL_RIGHT_WRITE,
      .handle = portail_mapping_get,
      .answer_schema = "DiscordMapping",
      .summary = "Shows which Discord roles give which roles",
  },
  {
      .method = PORTAIL_METHOD_PUT,
      .path = "/api/config/discord-mapping",
      .sort = PORTAIL_ROUTE_WRITE,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_SYSTEM_CONFIG,
      .right = PORTAIL_RIGHT_WRITE,
      .handle = portail_mapping_put,
      .request_schema = "DiscordMappingRequest",
      .answer_schema = "DiscordMapping",
      .max_body = RECORD_BODY,
      .parameters = "if_match",
      .summary = "Changes which Discord roles give which roles",
  },
  {
      .method = PORTAIL_METHOD_POST,
      .path = "/api/config/discord-mapping/dry-run",
      .sort = PORTAIL_ROUTE_READ,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_SYSTEM_CONFIG,
      .right = PORTAIL_RIGHT_WRITE,
      .handle = portail_mapping_post_trial,
      .request_schema = "DiscordMappingRequest",
      .answer_schema = "DiscordMappingTrial",
      .prepare = portail_mapping_prepare_trial,
      .free_prepared = portail_mapping_free_trial,
      .max_body = RECORD_BODY,
      .max_per_minute = 30,
      .also = "502",
      .summary = "Tells what a mapping would change for whom",
  },
  ACCOUNT_ROUTE (GET,
                 READ,
                 "/api/audit",
                 READ,
                 portail_audit_get_list,
                 "Lists who did what",
                 .answer_schema = "AuditList",
                 .parameters = "of_company of_user audit_type audit_id audit_action audit_scope"
                               " from_moment to_moment limit cursor"),
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/api/audit/verify",
      .sort = PORTAIL_ROUTE_READ,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_ACCOUNTS,
      .right = PORTAIL_RIGHT_WRITE,
      .handle = portail_audit_get_verify,
      .answer_schema = "AuditProof",
      .parameters = "audit_scope",
      .prepare = portail_audit_prepare_verify,
      .free_prepared = portail_audit_free_verify,
      .max_per_minute = 10,
      .summary = "Checks the chains of the audit log",
  },
  ACCOUNT_ROUTE (GET,
                 READ,
                 "/api/users",
                 READ,
                 portail_user_get_list,
                 "Lists the accounts",
                 .answer_schema = "UserList",
                 .parameters = "limit cursor q role is_active"),
  ACCOUNT_ROUTE (POST,
                 WRITE,
                 "/api/users",
                 WRITE,
                 portail_user_post_new,
                 "Makes an account before its first sign-in",
                 .request_schema = "UserRequest",
                 .answer_schema = "UserItem",
                 .also = "409"),
  ACCOUNT_ROUTE (GET,
                 READ,
                 "/api/users/{id}",
                 READ,
                 portail_user_get_one,
                 "Shows an account",
                 .answer_schema = "UserItem"),
  ACCOUNT_ROUTE (PATCH,
                 WRITE,
                 "/api/users/{id}",
                 WRITE,
                 portail_user_patch,
                 "Changes an account's role, disables or enables it",
                 .request_schema = "UserPatchRequest",
                 .answer_schema = "UserItem",
                 .parameters = "if_match",
                 .also = "409"),
  ACCOUNT_ROUTE (DELETE,
                 WRITE,
                 "/api/users/{id}",
                 WRITE,
                 portail_user_delete,
                 "Disables an account",
                 .also = "409"),
  ACCOUNT_ROUTE (GET,
                 READ,
                 "/api/users/{id}/sessions",
                 READ,
                 portail_user_get_sessions,
                 "Lists the devices of an account",
                 .answer_schema = "SessionList"),
  ACCOUNT_ROUTE (DELETE,
                 WRITE,
                 "/api/users/{id}/sessions",
                 WRITE,
                 portail_user_delete_sessions,
                 "Signs all devices of an account out",
                 .parameters = "wipe"),
  ACCOUNT_ROUTE (DELETE,
                 WRITE,
                 "/api/users/{id}/sessions/{session_id}",
                 WRITE,
                 portail_user_delete_sessions,
                 "Signs one device of an account out",
                 .parameters = "wipe"),
  RECORD_ROUTES ("/api/config/baremes",
                 portail_bareme_version_type,
                 SYSTEM_CONFIG,
                 "a tax table",
                 "the tax tables"),
  RECORD_COMMAND ("/api/config/baremes",
                  portail_bareme_version_type,
                  SYSTEM_CONFIG,
                  "publish",
                  WRITE,
                  "Publishes a tax table, which never changes again"),
  RECORD_ROUTES ("/api/config/baremes/{id}/tranches",
                 portail_bareme_tranche_type,
                 SYSTEM_CONFIG,
                 "a tranche of a tax table",
                 "the tranches of a tax table"),
  RECORD_ROUTES ("/api/config/baremes/{id}/wealth",
                 portail_wealth_tranche_type,
                 SYSTEM_CONFIG,
                 "a tranche of the wealth tax",
                 "the tranches of the wealth tax"),
  RECORD_ROUTES ("/api/config/grade-rules",
                 portail_grade_rule_type,
                 EMPLOYEES,
                 "a grade rule",
                 "the grade rules"),
  RECORD_ROUTES ("/api/config/settings",
                 portail_setting_type,
                 SETTINGS,
                 "a setting",
                 "the settings of the server and one's own"),
  RECORD_ROUTES ("/api/config/period-locks",
                 portail_period_lock_type,
                 PERIOD_LOCKS,
                 "a locked week",
                 "the locked weeks"),
  RECORD_COMMAND ("/api/config/period-locks",
                  portail_period_lock_type,
                  PERIOD_LOCKS,
                  "lock",
                  WRITE,
                  "Locks a week again"),
  RECORD_COMMAND ("/api/config/period-locks",
                  portail_period_lock_type,
                  PERIOD_LOCKS,
                  "unlock",
                  WRITE,
                  "Unlocks a week, with a reason"),
  NOTIFICATION_ROUTE (GET, READ, "", portail_record_get_list, "Lists one's notifications"),
  {
      .method = PORTAIL_METHOD_POST,
      .path = "/api/notifications/read",
      .sort = PORTAIL_ROUTE_WRITE,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_OWN,
      .right = PORTAIL_RIGHT_WRITE,
      .handle = portail_notification_post_read_all,
      .max_body = SMALL_BODY,
      .answer_schema = "ReadCount",
      .summary = "Marks all of one's notifications as read",
  },
  NOTIFICATION_ROUTE (GET, READ, "/{id}", portail_record_get_one, "Shows a notification"),
  NOTIFICATION_ROUTE (PATCH, WRITE, "/{id}", portail_record_patch, "Sets when it was read"),
  NOTIFICATION_ROUTE (DELETE,
                      WRITE,
                      "/{id}",
                      portail_record_delete,
                      "Moves a notification to the trash"),
  NOTIFICATION_ROUTE (POST,
                      WRITE,
                      "/{id}/read",
                      portail_notification_post_read,
                      "Marks a notification as read"),
  {
      .method = PORTAIL_METHOD_POST,
      .path = "/api/blobs",
      .sort = PORTAIL_ROUTE_WRITE,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_DOCUMENTS,
      .right = PORTAIL_RIGHT_WRITE,
      .handle = portail_blob_post,
      .max_body = SMALL_BODY,
      .request_schema = "BlobDeclaration",
      .answer_schema = "BlobState",
      .also = "200 409",
      .summary = "Declares a file that will be sent",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/api/blobs/{id}",
      .sort = PORTAIL_ROUTE_READ,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_DOCUMENTS,
      .right = PORTAIL_RIGHT_WRITE,
      .handle = portail_blob_get,
      .answer_schema = "BlobState",
      .summary = "How far a file has come",
  },
  {
      .method = PORTAIL_METHOD_PATCH,
      .path = "/api/blobs/{id}",
      .sort = PORTAIL_ROUTE_WRITE,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_DOCUMENTS,
      .right = PORTAIL_RIGHT_WRITE,
      .handle = portail_blob_patch,
      .prepare = portail_blob_prepare_patch,
      .free_prepared = portail_blob_free_patch,
      .body = PORTAIL_BODY_BYTES,
      .max_body = PORTAIL_BLOB_MAX_PIECE,
      .answer_schema = "BlobState",
      .parameters = "upload_offset",
      .also = "409",
      .summary = "Sends a piece of a file",
  },
  {
      RECORD_ROUTE (POST, WRITE, "/api/documents", portail_document_type, portail_document_post),
      .module = PORTAIL_MODULE_DOCUMENTS,
      .right = PORTAIL_RIGHT_WRITE,
      .prepare = portail_document_prepare_post,
      .free_prepared = portail_document_free_content,
      .body = PORTAIL_BODY_FILE,
      .max_body = PORTAIL_DOCUMENT_OVERHEAD,
      .summary = "Creates a document, with its file where a form brings it",
  },
  RECORD_KEPT_ROUTES ("/api/documents",
                      portail_document_type,
                      DOCUMENTS,
                      "a document",
                      "the documents"),
  {
      RECORD_ROUTE (PUT,
                    WRITE,
                    "/api/documents/{id}/content",
                    portail_document_type,
                    portail_document_put_content),
      .module = PORTAIL_MODULE_DOCUMENTS,
      .right = PORTAIL_RIGHT_WRITE,
      .prepare = portail_document_prepare_put,
      .free_prepared = portail_document_free_content,
      .body = PORTAIL_BODY_FILE,
      .parameters = "if_match",
      .summary = "Gives a document its file",
  },
  {
      RECORD_ROUTE (GET,
                    READ,
                    "/api/documents/{id}/content",
                    portail_document_type,
                    portail_document_get_content),
      .module = PORTAIL_MODULE_DOCUMENTS,
      .right = PORTAIL_RIGHT_READ,
      .parameters = "range if_none_match",
      .summary = "Downloads the file of a document",
  },
  {
      RECORD_ROUTE (GET,
                    READ,
                    "/api/documents/{id}/thumbnail",
                    portail_document_type,
                    portail_document_get_thumbnail),
      .module = PORTAIL_MODULE_DOCUMENTS,
      .right = PORTAIL_RIGHT_READ,
      .prepare = portail_document_prepare_thumbnail,
      .free_prepared = portail_document_free_thumbnail,
      .parameters = "thumbnail_size if_none_match",
      .summary = "A small picture of the picture that a document is",
  },
  {
      DASHBOARD_ANSWER ("/api/dashboard", portail_dashboard_prepare),
      .answer_schema = "Dashboard",
      .parameters = "dashboard_company period",
      .summary = "The figures of a company and week, or one's own",
  },
  {
      DASHBOARD_ANSWER ("/api/dashboard/overview", portail_dashboard_prepare_overview),
      .answer_schema = "DashboardOverview",
      .parameters = "period",
      .summary = "The figures of all companies of a week",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/api/tax/missing",
      .sort = PORTAIL_ROUTE_READ,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_IMPOTS,
      .right = PORTAIL_RIGHT_READ,
      .handle = portail_tax_get_missing,
      .answer_schema = "MissingDeclarations",
      .parameters = "period",
      .summary = "Lists the companies that have not declared a week",
  },
  {
      TAX_ANSWER (POST, "what-if", portail_tax_prepare_what_if),
      .max_body = PORTAIL_WHAT_IF_MAX_BODY,
      .max_per_minute = 60,
      .request_schema = "WhatIfQuestion",
      .answer_schema = "WhatIf",
      .summary = "What another tax table would have made of past weeks",
  },
  RECORD_EXPORT ("/api/tax", portail_tax_declaration_type, IMPOTS, "The tax declarations"),
  {
      RECORD_ROUTE (POST, WRITE, "/api/tax", portail_tax_declaration_type, portail_tax_post_new),
      .module = PORTAIL_MODULE_IMPOTS,
      .right = PORTAIL_RIGHT_WRITE,
      .max_body = RECORD_BODY,
      .summary = "Creates a tax declaration, typed or filled from a dotation",
  },
  RECORD_KEPT_ROUTES ("/api/tax",
                      portail_tax_declaration_type,
                      IMPOTS,
                      "a tax declaration",
                      "the tax declarations"),
  TAX_COMMAND ("submit", WRITE, "Submits a tax declaration"),
  TAX_COMMAND ("validate", VALIDATE, "Validates a tax declaration"),
  TAX_COMMAND ("refuse", VALIDATE, "Refuses a tax declaration, with a reason"),
  TAX_COMMAND ("pay", VALIDATE, "Marks a tax declaration as paid"),
  TAX_COMMAND ("correct", WRITE, "Makes a new version of a validated tax declaration"),
  {
      TAX_ANSWER (GET, "{id}/figures", portail_tax_prepare_figures),
      .type = &portail_tax_declaration_type,
      .answer_schema = "ComputeAnswer",
      .also = "409",
      .summary = "The figures behind a tax declaration, explained",
  },
  {
      TAX_ANSWER (GET, "{id}/fiche", portail_tax_prepare_fiche),
      .type = &portail_tax_declaration_type,
      .also = "409",
      .summary = "The FICHE IMPÔT of a tax declaration, as PDF",
  },
  {
      BLANCHIMENT_ANSWER (POST, "risk", portail_blanchiment_prepare_risk),
      .request_schema = "RiskRequest",
      .answer_schema = "Risk",
      .module = PORTAIL_MODULE_OWN,
      .max_body = PORTAIL_BLANCHIMENT_RISK_MAX_BODY,
      .summary = "Evaluates the risk of an operation without saving it",
  },
  {
      BLANCHIMENT_ANSWER (GET, "analysis", portail_blanchiment_prepare_analysis),
      .answer_schema = "BlanchimentAnalysis",
      .parameters = "of_company from_day to_day report_format",
      .module = PORTAIL_MODULE_BLANCHIMENT,
      .right = PORTAIL_RIGHT_READ,
      .summary = "Analyses the operations of a company, as JSON, PDF or XLSX",
  },
  RECORD_IMPORT ("/api/blanchiment",
                 portail_blanchiment_operation_type,
                 BLANCHIMENT,
                 "Previews pasted operations, and creates them with commit=true"),
  RECORD_ROUTES ("/api/blanchiment",
                 portail_blanchiment_operation_type,
                 BLANCHIMENT,
                 "an operation of the blanchiment",
                 "the operations of the blanchiment"),
  BLANCHIMENT_COMMAND ("finish", WRITE, "Finishes an operation: the money is returned"),
  BLANCHIMENT_COMMAND ("suspend", WRITE, "Suspends an operation"),
  BLANCHIMENT_COMMAND ("resume", WRITE, "Resumes a suspended operation"),
  BLANCHIMENT_COMMAND ("cancel", WRITE, "Cancels an open operation"),
  BLANCHIMENT_COMMAND ("review", VALIDATE, "Reviews a suspect operation"),
  {
      .method = PORTAIL_METHOD_POST,
      .path = "/api/client-errors",
      .sort = PORTAIL_ROUTE_WRITE,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_OWN,
      .right = PORTAIL_RIGHT_WRITE,
      .handle = portail_client_error_post,
      .max_body = PORTAIL_CLIENT_ERROR_MAX_BODY,
      .max_per_minute = PORTAIL_CLIENT_ERROR_PER_MINUTE,
      .request_schema = "ClientErrorReport",
      .answer_schema = "ClientErrorReceipt",
      .summary = "Tells what went wrong in one's program, where one agreed to",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/api/client-errors",
      .sort = PORTAIL_ROUTE_READ,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_ACCOUNTS,
      .right = PORTAIL_RIGHT_READ,
      .handle = portail_client_error_get_list,
      .answer_schema = "ClientErrorList",
      .parameters = "limit cursor client_error_kind client_error_version client_error_user",
      .summary = "Lists what went wrong in people's programs",
  },
  {
      .method = PORTAIL_METHOD_POST,
      .path = "/api/sync/push",
      .sort = PORTAIL_ROUTE_WRITE,
      .audience = PORTAIL_AUDIENCE_MEMBERS,
      .module = PORTAIL_MODULE_OWN,
      .handle = portail_sync_post_push,
      .request_schema = "PushRequest",
      .answer_schema = "PushAnswer",
      .max_body = PORTAIL_PUSH_MAX_BYTES,
      .summary = "Takes the changes of one device",
  },
  {
      .method = PORTAIL_METHOD_POST,
      .path = "/api/sync/pull",
      .sort = PORTAIL_ROUTE_READ,
      .audience = PORTAIL_AUDIENCE_SIGNED_IN,
      .module = PORTAIL_MODULE_OWN,
      .handle = portail_sync_post_pull,
      .request_schema = "PullRequest",
      .answer_schema = "PullAnswer",
      .max_body = PORTAIL_PULL_MAX_BODY,
      .summary = "What changed since a device's cursors",
  },
  {
      .method = PORTAIL_METHOD_GET,
      .path = "/api/sync/live",
      .sort = PORTAIL_ROUTE_READ,
      .audience = PORTAIL_AUDIENCE_SIGNED_IN,
      .module = PORTAIL_MODULE_OWN,
      .handle = portail_sync_get_live,
      .summary = "Tells at once when something changed",
  },
  { 0 },
};

const PortailRoute *
portail_routes_get (void)
{
  return routes;
}

/* Whether @path is of the form @pattern; with @arguments, collects what stands for its {…}. */
static gboolean
matches (const char *pattern, const char *path, GPtrArray *arguments)
{
  while (*pattern != '\0' && *path != '\0')
    {
      gsize length;

      if (*pattern != '{')
        {
          if (*pattern++ != *path++)
            return FALSE;
          continue;
        }
      length = strcspn (path, "/");
      if (length == 0)
        return FALSE;
      if (arguments != NULL)
        g_ptr_array_add (arguments, g_strndup (path, length));
      path += length;
      pattern += strcspn (pattern, "}") + 1;
    }
  return *pattern == '\0' && *path == '\0';
}

const PortailRoute *
portail_routes_find (PortailMethod method,
                     const char *path,
                     GPtrArray *path_arguments,
                     gboolean *is_other_method)
{
  *is_other_method = FALSE;
  for (const PortailRoute *route = routes; route->path != NULL; route++)
    {
      if (!matches (route->path, path, NULL))
        continue;
      if (route->method == method)
        {
          matches (route->path, path, path_arguments);
          return route;
        }
      *is_other_method = TRUE;
    }
  return NULL;
}

char *
portail_routes_dup_allowed_methods (const char *path)
{
  static const struct
  {
    PortailMethod method;
    const char *names;
  } methods[] = {
    { PORTAIL_METHOD_GET, "GET, HEAD, " }, { PORTAIL_METHOD_POST, "POST, " },
    { PORTAIL_METHOD_PUT, "PUT, " },       { PORTAIL_METHOD_PATCH, "PATCH, " },
    { PORTAIL_METHOD_DELETE, "DELETE, " },
  };
  GString *allowed = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    for (const PortailRoute *route = routes; route->path != NULL; route++)
      if (route->method == methods[i].method && matches (route->path, path, NULL))
        {
          g_string_append (allowed, methods[i].names);
          break;
        }
  return g_string_free (g_string_append (allowed, "OPTIONS"), FALSE);
}
