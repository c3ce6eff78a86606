/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-request.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"

typedef struct
{
  char *name;
  char *value;
} Pair;

struct _PortailRequest
{
  gatomicrefcount references;
  PortailMethod method;
  char *method_name;
  char *path;
  char *query;
  GArray *parameters; /* of Pair */
  GArray *headers;    /* of Pair */
  GBytes *body;
  char *client_address;
  char *id;
};

static const struct
{
  const char *name;
  PortailMethod method;
} methods[] = {
  { "GET", PORTAIL_METHOD_GET },         { "HEAD", PORTAIL_METHOD_GET },
  { "POST", PORTAIL_METHOD_POST },       { "PUT", PORTAIL_METHOD_PUT },
  { "PATCH", PORTAIL_METHOD_PATCH },     { "DELETE", PORTAIL_METHOD_DELETE },
  { "OPTIONS", PORTAIL_METHOD_OPTIONS },
};

const char *
portail_method_get_name (PortailMethod method)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (methods[i].method == method)
      return methods[i].name;
  return "";
}

static void
clear_pair (gpointer pointer)
{
  Pair *pair = pointer;

  g_free (pair->name);
  g_free (pair->value);
}

static GArray *
new_pairs (void)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  g_array_set_clear_func (pairs, clear_pair);
  return pairs;
}

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_MALFORMED, message);
  return FALSE;
}

/* One byte of @text, at *@index, which moves to the last byte read. Returns: -1 when broken. */
static int
decode_byte (const char *text, gsize length, gsize *index)
{
  int high, low;

  if (text[*index] != '%')
    return (guchar) text[*index];
  if (length - *index < 3)
    return -1;
  high = g_ascii_xdigit_value (text[*index + 1]);
  low = g_ascii_xdigit_value (text[*index + 2]);
  *index += 2;
  return high < 0 || low < 0 ? -1 : high << 4 | low;
}

/* NULL when an escape is broken or the result is no text. @plus is what a "+" means. */
static char *
decode (const char *text, gsize length, char plus)
{
  g_autoptr (GString) decoded = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      int byte = text[i] == '+' ? plus : decode_byte (text, length, &i);

      if (byte <= 0)
        return NULL;
      g_string_append_c (decoded, (char) byte);
    }
  if (!g_utf8_validate (decoded->str, (gssize) decoded->len, NULL))
    return NULL;
  return g_string_free (g_steal_pointer (&decoded), FALSE);
}

static gboolean
has_control_character (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text < 0x20 || *text == 0x7f)
      return TRUE;
  return FALSE;
}

/* Invariant 2, but for the encoding. */
static gboolean
is_safe_path (const char *path)
{
  g_auto (GStrv) segments = NULL;

  if (path[0] != '/' || has_control_character (path) || strchr (path, '\\') != NULL)
    return FALSE;
  segments = g_strsplit (path + 1, "/", -1);
  for (guint i = 0; segments[i] != NULL; i++)
    {
      if (g_str_equal (segments[i], ".") || g_str_equal (segments[i], ".."))
        return FALSE;
      if (segments[i][0] == '\0' && path[1] != '\0')
        return FALSE;
    }
  return TRUE;
}

static gboolean
parse_path (PortailRequest *request, const char *target, gsize length, GError **error)
{
  for (gsize i = 0; i + 2 < length; i++)
    if (target[i] == '%' && target[i + 1] == '2' && g_ascii_tolower (target[i + 2]) == 'f')
      return fail (error, _ ("The address hides a slash"));
  if (length > 1 && target[length - 1] == '/')
    length--;
  request->path = decode (target, length, '+');
  if (request->path == NULL || !is_safe_path (request->path))
    return fail (error, _ ("The address is not a valid one"));
  return TRUE;
}

static gboolean
parse_parameter (PortailRequest *request, const char *text, GError **error)
{
  const char *equals = text + strcspn (text, "=");
  Pair pair = { decode (text, (gsize) (equals - text), ' '), NULL };

  pair.value = *equals == '=' ? decode (equals + 1, strlen (equals + 1), ' ') : g_strdup ("");
  if (pair.name == NULL || pair.value == NULL
      || portail_request_get_parameter (request, pair.name) != NULL)
    {
      clear_pair (&pair);
      return fail (error, _ ("The address has a broken or repeated parameter"));
    }
  g_array_append_val (request->parameters, pair);
  return TRUE;
}

static gboolean
parse_query (PortailRequest *request, GError **error)
{
  g_auto (GStrv) parameters = g_strsplit (request->query, "&", -1);

  for (guint i = 0; parameters[i] != NULL; i++)
    {
      if (i == PORTAIL_REQUEST_MAX_PARAMETERS)
        return fail (error, _ ("The address has too many parameters"));
      if (parameters[i][0] != '\0' && !parse_parameter (request, parameters[i], error))
        return FALSE;
    }
  return TRUE;
}

static PortailMethod
method_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (methods[i].name, name))
      return methods[i].method;
  return PORTAIL_METHOD_OTHER;
}

static gboolean
parse_target (PortailRequest *request, const char *target, GError **error)
{
  gsize path_length = strcspn (target, "?");

  if (strlen (target) > PORTAIL_REQUEST_MAX_TARGET)
    return fail (error, _ ("The address is too long"));
  if (!parse_path (request, target, path_length, error))
    return FALSE;
  if (target[path_length] == '?')
    {
      g_free (request->query);
      request->query = g_strdup (target + path_length + 1);
    }
  return parse_query (request, error);
}

PortailRequest *
portail_request_new (const char *method, const char *target, GError **error)
{
  PortailRequest *request = g_new0 (PortailRequest, 1);

  g_atomic_ref_count_init (&request->references);
  request->method = method_from_name (method);
  request->method_name = g_strdup (method);
  request->query = g_strdup ("");
  request->parameters = new_pairs ();
  request->headers = new_pairs ();
  request->body = g_bytes_new_static ("", 0);
  request->client_address = g_strdup ("");
  request->id = portail_id_new ();
  if (!parse_target (request, target, error))
    g_clear_pointer (&request, portail_request_unref);
  return request;
}

static GArray *
copy_pairs (const GArray *pairs)
{
  GArray *copy = new_pairs ();

  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);

      g_array_append_val (copy, ((Pair){ g_strdup (pair->name), g_strdup (pair->value) }));
    }
  return copy;
}

PortailRequest *
portail_request_new_with_body (const PortailRequest *request, GBytes *body)
{
  PortailRequest *copy = g_new0 (PortailRequest, 1);

  g_atomic_ref_count_init (&copy->references);
  copy->method = request->method;
  copy->method_name = g_strdup (request->method_name);
  copy->path = g_strdup (request->path);
  copy->query = g_strdup (request->query);
  copy->parameters = copy_pairs (request->parameters);
  copy->headers = copy_pairs (request->headers);
  copy->body = body;
  copy->client_address = g_strdup (request->client_address);
  copy->id = g_strdup (request->id);
  return copy;
}

PortailRequest *
portail_request_ref (PortailRequest *request)
{
  g_atomic_ref_count_inc (&request->references);
  return request;
}

void
portail_request_unref (PortailRequest *request)
{
  if (!g_atomic_ref_count_dec (&request->references))
    return;
  g_free (request->method_name);
  g_free (request->path);
  g_free (request->query);
  g_array_unref (request->parameters);
  g_array_unref (request->headers);
  g_bytes_unref (request->body);
  g_free (request->client_address);
  g_free (request->id);
  g_free (request);
}

/* A token of RFC 9110 §5.6.2. */
static gboolean
is_header_name (const char *name)
{
  if (*name == '\0')
    return FALSE;
  for (; *name != '\0'; name++)
    if (!g_ascii_isalnum (*name) && strchr ("!#$%&'*+-.^_`|~", *name) == NULL)
      return FALSE;
  return TRUE;
}

static Pair *
find_header (const PortailRequest *request, const char *name)
{
  for (guint i = 0; i < request->headers->len; i++)
    {
      Pair *header = &g_array_index (request->headers, Pair, i);

      if (g_ascii_strcasecmp (header->name, name) == 0)
        return header;
    }
  return NULL;
}

/* The HTTP library puts what stands in the second line of a folded value (obsolete, RFC 9112 §5.2)
 * behind the header's name: so a length or a coding hides that a proxy may have read. */
static gboolean
hides_framing (const char *name)
{
  static const char *const framing[] = { "Transfer-Encoding", "Content-Length" };

  for (guint i = 0; i < G_N_ELEMENTS (framing); i++)
    if (g_ascii_strncasecmp (name, framing[i], strlen (framing[i])) == 0
        && strlen (name) > strlen (framing[i]))
      return TRUE;
  return FALSE;
}

gboolean
portail_request_add_header (PortailRequest *request,
                            const char *name,
                            const char *value,
                            GError **error)
{
  Pair *before = find_header (request, name);

  if (!is_header_name (name) || has_control_character (value) || hides_framing (name))
    return fail (error, _ ("A header is not a valid one"));
  if (before != NULL)
    {
      g_autofree char *first = before->value;

      before->value = g_strconcat (first, ", ", value, NULL);
      return TRUE;
    }
  if (request->headers->len == PORTAIL_REQUEST_MAX_HEADERS)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_HEADERS_TOO_LARGE,
                           _ ("The request has too many headers"));
      return FALSE;
    }
  g_array_append_val (request->headers, ((Pair){ g_strdup (name), g_strdup (value) }));
  return TRUE;
}

void
portail_request_take_body (PortailRequest *request, GBytes *body)
{
  g_bytes_unref (request->body);
  request->body = body;
}

static gboolean
is_trusted (const char *address, const GPtrArray *trusted_proxies)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);

  for (guint i = 0; inet != NULL && i < trusted_proxies->len; i++)
    if (g_inet_address_mask_matches (g_ptr_array_index (trusted_proxies, i), inet))
      return TRUE;
  return FALSE;
}

/* The last address that no trusted proxy has, so nothing that the client wrote itself counts. */
void
portail_request_set_peer (PortailRequest *request,
                          const char *peer,
                          const GPtrArray *trusted_proxies)
{
  const char *forwarded = portail_request_get_header (request, "X-Forwarded-For");
  g_auto (GStrv) hops = NULL;
  const char *client = peer;

  if (forwarded != NULL && trusted_proxies != NULL && trusted_proxies->len > 0)
    {
      hops = g_strsplit (forwarded, ",", -1);
      for (guint i = g_strv_length (hops); i > 0 && is_trusted (client, trusted_proxies); i--)
        {
          g_strstrip (hops[i - 1]);
          if (!g_hostname_is_ip_address (hops[i - 1]))
            break;
          client = hops[i - 1];
        }
    }
  g_free (request->client_address);
  request->client_address = g_strdup (client);
}

PortailMethod
portail_request_get_method (const PortailRequest *request)
{
  return request->method;
}

const char *
portail_request_get_method_name (const PortailRequest *request)
{
  return request->method_name;
}

const char *
portail_request_get_path (const PortailRequest *request)
{
  return request->path;
}

const char *
portail_request_get_query (const PortailRequest *request)
{
  return request->query;
}

guint
portail_request_get_n_parameters (const PortailRequest *request)
{
  return request->parameters->len;
}

const char *
portail_request_get_parameter_at (const PortailRequest *request, guint index, const char **value)
{
  const Pair *parameter = &g_array_index (request->parameters, Pair, index);

  *value = parameter->value;
  return parameter->name;
}

const char *
portail_request_get_parameter (const PortailRequest *request, const char *name)
{
  for (guint i = 0; i < request->parameters->len; i++)
    {
      const Pair *parameter = &g_array_index (request->parameters, Pair, i);

      if (g_str_equal (parameter->name, name))
        return parameter->value;
    }
  return NULL;
}

const char *
portail_request_get_header (const PortailRequest *request, const char *name)
{
  const Pair *header = find_header (request, name);

  return header != NULL ? header->value : NULL;
}

gboolean
portail_request_has_content_type (const PortailRequest *request, const char *type)
{
  const char *value = portail_request_get_header (request, "Content-Type");
  gsize length;

  if (value == NULL)
    return FALSE;
  length = strcspn (value, "; \t");
  return length == strlen (type) && g_ascii_strncasecmp (value, type, length) == 0;
}

const char *
portail_request_get_bearer_token (const PortailRequest *request)
{
  const char *value = portail_request_get_header (request, "Authorization");

  if (value == NULL || g_ascii_strncasecmp (value, "Bearer ", 7) != 0)
    return NULL;
  value += 7;
  value += strspn (value, " ");
  return *value != '\0' ? value : NULL;
}

GBytes *
portail_request_get_body (const PortailRequest *request)
{
  return request->body;
}

const char *
portail_request_get_client_address (const PortailRequest *request)
{
  return request->client_address;
}

/* The `;q=` of @range in tenths; 10 without one. */
static int
range_quality (const char *range)
{
  const char *quality = strstr (range, "q=");

  if (quality == NULL || quality[2] != '0')
    return 10;
  return quality[3] == '.' ? g_ascii_digit_value (quality[4]) : 0;
}

/* How much the client wants @language, in tenths; -1 where it does not name it. */
static int
language_quality (const char *accepted, const char *language)
{
  g_auto (GStrv) ranges = g_strsplit (accepted, ",", 32);
  int best = -1;

  for (guint i = 0; ranges[i] != NULL; i++)
    {
      const char *range = g_strstrip (ranges[i]);
      gsize length = strcspn (range, "-; ");

      if (length == strlen (language) && g_ascii_strncasecmp (range, language, length) == 0)
        best = MAX (best, range_quality (range));
    }
  return best;
}

PortailLanguage
portail_request_get_language (const PortailRequest *request)
{
  const char *accepted = portail_request_get_header (request, "Accept-Language");

  if (accepted == NULL)
    return PORTAIL_LANGUAGE_FRENCH;
  return language_quality (accepted, "en") > language_quality (accepted, "fr")
             ? PORTAIL_LANGUAGE_ENGLISH
             : PORTAIL_LANGUAGE_FRENCH;
}

const char *
portail_request_get_id (const PortailRequest *request)
{
  return request->id;
}
