/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/server/hostile-plan.h"

#include <string.h>

#include "shared/portail-arguments.h"
#include "shared/portail-transition.h"

#define OF_COMPANY "\"enterprise_id\":\"$enterprise\","
#define PDF        "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
#define A_HASH     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static const HostileKind kinds[] = {
  { "enterprise", "/api/enterprises", "{\"name\":\"Boulangerie\"}", "{\"description\":\"Une\"}",
    FALSE },
  { "employee", "/api/employees", "{" OF_COMPANY "\"name\":\"Une\"}", "{\"grade\":\"Chef\"}",
    TRUE },
  { "grade_rule", "/api/config/grade-rules", "{" OF_COMPANY "\"grade\":\"Chef\"}",
    "{\"salaire_fixe\":100}", TRUE },
  { "dotation", "/api/dotations", "{" OF_COMPANY "\"period\":\"2025-W38\"}", "{\"notes\":\"Une\"}",
    TRUE },
  { "dotation_row", "/api/dotations/$dotation/rows",
    "{\"employee_name\":\"Une\",\"run\":1,\"facture\":2,\"vente\":3}", "{\"run\":5}", TRUE },
  { "dotation_entry", "/api/dotations/$dotation/entries",
    "{\"kind\":\"depense\",\"justificatif\":\"Pain\",\"montant\":1}", "{\"montant\":2}", TRUE },
  { "tax_declaration", "/api/tax",
    "{" OF_COMPANY "\"tax_type\":\"impot\",\"amount\":10,\"due_date\":\"2025-10-01\"}",
    "{\"notes\":\"Une\"}", TRUE },
  { "document", "/api/documents",
    "{" OF_COMPANY "\"filename\":\"contrat.pdf\",\"category\":\"contrats\"}",
    "{\"description\":\"Une\"}", TRUE },
  { "blanchiment_operation", "/api/blanchiment",
    "{" OF_COMPANY "\"amount\":1000,\"percentage\":10,\"transaction_type\":\"depot\"}",
    "{\"groupe\":\"Vagos\"}", TRUE },
  { "archive", "/api/archives",
    "{" OF_COMPANY "\"title\":\"Une\",\"content\":\"Texte\",\"category\":\"divers\"}",
    "{\"title\":\"Deux\"}", FALSE },
  { "bareme", "/api/config/baremes",
    "{" OF_COMPANY "\"name\":\"Une\",\"effective_from\":\"2030-W01\",\"arrondi\":\"dollar\","
    "\"mode_impot\":\"tranche\"}",
    "{\"note\":\"Une\"}", TRUE },
  { "bareme_tranche", "/api/config/baremes/$bareme/tranches",
    "{\"min\":100,\"taux\":7,\"salaire_max_employe\":1,\"salaire_max_direction\":2,"
    "\"prime_max_employe\":3,\"prime_max_direction\":4}",
    "{\"taux\":8}", TRUE },
  { "wealth_tranche", "/api/config/baremes/$bareme/wealth", "{\"min\":100,\"taux\":2}",
    "{\"taux\":3}", TRUE },
  { "period_lock", "/api/config/period-locks", "{" OF_COMPANY "\"period\":\"2025-W10\"}",
    "{\"reason\":\"Une\"}", FALSE },
  { "setting", "/api/config/settings", "{\"key\":\"portal.une\",\"value\":{}}",
    "{\"value\":{\"a\":1}}", TRUE },
  { "notification", "/api/notifications", NULL, "{\"read_at\":null}", TRUE },
  { NULL },
};

/* A route that is none of a record type, or asks for more than its type tells. */
typedef struct
{
  const char *route; /* method and path */
  const char *target;
  const char *body;
  const char *content_type;
  const char *also;
  HostileReach reach;
  const char *const *headers;
} Plan;

static const char *const at_the_beginning[] = { "Upload-Offset", "0", NULL };

/* Beside the usual ones: of what strangers send to sign in, nothing is right. */
#define NOT_SIGNED_IN "400 401 403 422 503"

static const Plan plans[] = {
  { "GET /" },
  { "GET /health" },
  { "GET /livez" },
  { "GET /readyz" },
  { "GET /version" },
  { "GET /openapi.json" },
  { "GET /docs" },
  { "GET /redoc" },
  { "GET /docs/assets/{name}", "/docs/assets/page.css" },
  { "GET /auth/authorize", .also = "400" },
  { "GET /auth/discord/login" },
  { "GET /auth/discord/callback", "/auth/discord/callback?code=x&state=y", .also = NOT_SIGNED_IN },
  { "POST /auth/discord/callback", .body = "{\"code\":\"x\",\"state\":\"y\"}",
    .also = NOT_SIGNED_IN },
  { "GET /auth/done", .also = "400" },
  { "POST /auth/local", .body = "{\"username\":\"x\",\"password\":\"y\"}",
    .also = NOT_SIGNED_IN " 404" },
  { "POST /auth/token",
    .body = "{\"grant_type\":\"authorization_code\",\"code\":\"x\",\"code_verifier\":\"y\","
            "\"redirect_uri\":\"http://127.0.0.1/callback\"}",
    .also = NOT_SIGNED_IN },
  { "POST /auth/refresh", .body = "{\"refresh_token\":\"x\"}", .also = NOT_SIGNED_IN },
  { "POST /auth/logout" },
  { "POST /auth/revoke", .body = "{\"session_id\":\"$session_id\"}", .also = "404" },
  { "GET /auth/me" },
  { "GET /auth/avatar", .also = "404 502 503" },
  { "GET /auth/sessions" },
  { "POST /api/dotations/compute", .body = "{\"rows\":[{\"nom\":\"Une\",\"run\":1}]}" },
  { "GET /api/archives/template" },
  { "PUT /api/archives/template", .body = "Date;Montant\n", .content_type = "text/csv",
    .also = "415 422" },
  { "GET /api/archives/export", "/api/archives/export?format=csv&enterprise_id=$enterprise" },
  { "GET /api/enterprises/{id}/members", "/api/enterprises/$enterprise/members" },
  { "POST /api/enterprises/{id}/members", "/api/enterprises/$enterprise/members",
    "{\"discord_id\":\"800000000000000009\",\"role\":\"employe\"}" },
  { "DELETE /api/enterprises/{id}/members/{discord_id}",
    "/api/enterprises/$enterprise/members/800000000000000009", .also = "404" },
  { "GET /api/config/notifications" },
  { "PUT /api/config/notifications", .body = "{\"webhook_url\":null}" },
  { "POST /api/config/notifications/test" },
  { "GET /api/config/deliveries" },
  { "POST /api/config/deliveries/{id}/retry", "/api/config/deliveries/$user/retry", .also = "404" },
  { "GET /api/config/export", "/api/config/export?enterprise_id=$enterprise" },
  { "POST /api/config/import", "/api/config/import?enterprise_id=$enterprise",
    "{\"format\":\"portail-config\",\"version\":1,\"enterprise\":{\"type_label\":\"SARL\"}}",
    .also = "422" },
  { "GET /api/config/retention" },
  { "PUT /api/config/retention", .body = "{\"trash\":40}" },
  { "GET /api/config/discord-mapping" },
  { "PUT /api/config/discord-mapping", .body = "{\"match_role_names\":false}" },
  { "POST /api/config/discord-mapping/dry-run", .body = "{\"match_role_names\":false}" },
  { "GET /api/audit" },
  { "GET /api/audit/verify" },
  { "GET /api/users" },
  { "POST /api/users", .body = "{\"discord_id\":\"800000000000000010\",\"role\":\"dot\"}" },
  { "GET /api/users/{id}", "/api/users/$user" },
  { "PATCH /api/users/{id}", "/api/users/$user", "{\"is_active\":true}" },
  { "DELETE /api/users/{id}", "/api/users/$user" },
  { "GET /api/users/{id}/sessions", "/api/users/$user/sessions" },
  { "DELETE /api/users/{id}/sessions", "/api/users/$user/sessions" },
  { "DELETE /api/users/{id}/sessions/{session_id}", "/api/users/$user/sessions/$session_id" },
  { "POST /api/notifications/read" },
  { "POST /api/blobs", .body = "{" OF_COMPANY "\"sha256\":\"" A_HASH "\",\"size\":100}" },
  { "GET /api/blobs/{id}", "/api/blobs/$blob", .reach = HOSTILE_ITS_MAKERS },
  { "PATCH /api/blobs/{id}", "/api/blobs/$blob", "x", "application/offset+octet-stream",
    "400 409 415", HOSTILE_ITS_MAKERS, at_the_beginning },
  { "PUT /api/documents/{id}/content", "/api/documents/$document/content", PDF, "application/pdf" },
  { "GET /api/documents/{id}/content", "/api/documents/$document/content", .also = "404" },
  { "GET /api/documents/{id}/thumbnail", "/api/documents/$document/thumbnail", .also = "404 415" },
  { "GET /api/tax/missing", .reach = HOSTILE_ALL_COMPANIES },
  { "GET /api/dashboard", "/api/dashboard?enterprise_id=$enterprise" },
  { "GET /api/dashboard/overview", .reach = HOSTILE_ALL_COMPANIES },
  { "POST /api/tax/what-if",
    .body = "{" OF_COMPANY "\"bareme_id\":\"$bareme\",\"from\":\"2025-W30\",\"to\":\"2025-W40\"}",
    .also = "422" },
  { "GET /api/tax/export", "/api/tax/export?format=csv&enterprise_id=$enterprise" },
  { "GET /api/tax/{id}/fiche", "/api/tax/$tax_declaration/fiche", .also = "422" },
  { "POST /api/blanchiment/risk", .body = "{\"operation\":{\"amount\":60000}}" },
  { "GET /api/blanchiment/analysis", "/api/blanchiment/analysis?enterprise_id=$enterprise" },
  { "POST /api/blanchiment/import", "/api/blanchiment/import?enterprise_id=$enterprise",
    "{\"text\":\"01/09/2025;Vagos;Jean;Paul;Anne;12500\\n\"}" },
  { "POST /api/client-errors",
    .body = "{\"version\":\"1\",\"platform\":\"linux\",\"kind\":\"crash\",\"message\":\"x\","
            "\"occurred_at\":\"2025-09-15T07:00:00Z\"}" },
  { "GET /api/client-errors" },
  { "POST /api/sync/push",
    .body = "{\"protocol\":1,\"device\":\"01995000-0000-7000-8000-000000000001\",\"ops\":[]}" },
  { "POST /api/sync/pull", .body = "{\"protocol\":1}" },
  { "GET /api/sync/live" },
  /* The table lacks half of its tranches. */
  { "POST /api/config/baremes/{id}/publish", "/api/config/baremes/$bareme/publish", "{}",
    .also = "422" },
};

const HostileKind *
hostile_kinds_get (void)
{
  return kinds;
}

const HostileKind *
hostile_kinds_find (const char *word)
{
  for (const HostileKind *kind = kinds; kind->word != NULL; kind++)
    if (g_strcmp0 (kind->word, word) == 0)
      return kind;
  return NULL;
}

static const Plan *
find_plan (const PortailRoute *route)
{
  g_autofree char *name = g_strconcat (portail_method_get_name (route->method), " ", route->path,
                                       NULL);

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    if (g_str_equal (plans[i].route, name))
      return &plans[i];
  return NULL;
}

/* Whether a list of them may be asked for one company alone. */
static gboolean
is_of_companies (const PortailRecordType *type)
{
  return type->scope == PORTAIL_SCOPE_ENTERPRISE || type->scope == PORTAIL_SCOPE_GLOBAL;
}

/* {id} of a part's path is its parent's, then its own. Owned. */
static char *
make_record_target (const PortailRoute *route)
{
  const PortailField *parent = portail_record_type_get_parent_field (route->type);
  const char *words[] = { parent != NULL ? parent->refers_to : route->type->name,
                          route->type->name };
  g_auto (GStrv) parts = g_strsplit (route->path, "{id}", -1);
  GString *target = g_string_new (parts[0]);

  for (guint i = 1; parts[i] != NULL; i++)
    g_string_append_printf (target, "$%s%s", words[MIN (i - 1, 1)], parts[i]);
  if (strchr (route->path, '{') == NULL && is_of_companies (route->type)
      && (route->method == PORTAIL_METHOD_GET || g_str_has_suffix (route->path, "/import")))
    g_string_append (target, "?enterprise_id=$enterprise");
  if (g_str_has_suffix (route->path, "/export"))
    g_string_append (target, strchr (target->str, '?') != NULL ? "&format=csv" : "?format=csv");
  return g_string_free (target, FALSE);
}

/* What its command needs. Owned. */
static char *
make_arguments (const PortailRoute *route)
{
  const PortailTransition *transition = portail_transition_find (route->type->name, route->command);
  const PortailArgument *argument = transition != NULL ? transition->arguments : NULL;
  g_autofree char *value = NULL;

  if (argument == NULL || argument->need != PORTAIL_ARGUMENT_REQUIRED)
    return g_strdup ("{}");
  switch (portail_arguments_get_field (argument)->kind)
    {
    case PORTAIL_KIND_ID:
      return g_strdup ("{}");
    case PORTAIL_KIND_CHOICE:
      value = g_strdup (portail_arguments_get_field (argument)->choices[0].name);
      break;
    default:
      value = g_strdup ("Une raison");
      break;
    }
  return g_strdup_printf ("{\"%s\":\"%s\"}", argument->name, value);
}

static char *
make_record_body (const PortailRoute *route, const HostileKind *kind)
{
  switch (route->method)
    {
    case PORTAIL_METHOD_POST:
      if (g_str_has_suffix (route->path, "/import"))
        return g_strdup ("{\"text\":\"Une;1;2;3\\n\"}");
      return route->command != NULL ? make_arguments (route) : g_strdup (kind->body);
    case PORTAIL_METHOD_PATCH:
      return g_strdup (kind->patch);
    default:
      return NULL;
    }
}

gboolean
hostile_plan_make (const PortailRoute *route, HostileStep *step)
{
  const Plan *plan = find_plan (route);
  const HostileKind *kind = route->type != NULL ? hostile_kinds_find (route->type->name) : NULL;

  *step = (HostileStep){ NULL };
  if (plan == NULL && kind == NULL)
    return FALSE;
  if (plan == NULL)
    {
      step->target = make_record_target (route);
      step->body = make_record_body (route, kind);
      step->also = g_str_has_suffix (route->path, "/import") ? "422" : NULL;
      return TRUE;
    }
  step->target = g_strdup (plan->target != NULL ? plan->target : route->path);
  step->body = g_strdup (plan->body);
  step->content_type = plan->content_type;
  step->also = plan->also;
  step->reach = plan->reach;
  step->headers = plan->headers;
  return strchr (step->target, '{') == NULL;
}

void
hostile_step_clear (HostileStep *step)
{
  g_free (step->target);
  g_free (step->body);
}
