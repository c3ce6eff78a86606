/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-http-connections.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "server/portail-subscriber.h"

#define MAX_LINGERING     64
#define LINGER_SECONDS    3
#define MAX_LINGER_BYTES  (64 * 1024 * 1024)
#define LINGER_CHUNK_SIZE (64 * 1024)
#define MAX_CHUNKS_A_TURN 16

struct _PortailHttpConnection
{
  PortailHttpConnections *connections;
  int fd;
  char *address;
  char *counted_as; /* NULL for an exempt address */
  gint phase;       /* atomic */
  gint since;       /* atomic; monotonic seconds; set before the phase, read after it */
  GList link;
};

typedef struct
{
  int fd;
  gint64 deadline; /* monotonic µs */
  gsize n_bytes;
} Lingering;

struct _PortailHttpConnections
{
  guint timeouts[PORTAIL_HTTP_N_PHASES];
  guint max_an_address;
  GPtrArray *exempt;
  int wake_fd;
  GMutex lock; /* of what follows */
  GQueue all;
  GHashTable *counts; /* counted_as → number */
  GArray *lingering;  /* of Lingering */
};

static gint
now_in_seconds (void)
{
  return (gint) (g_get_monotonic_time () / G_USEC_PER_SEC);
}

PortailHttpConnections *
portail_http_connections_new (const guint timeouts[PORTAIL_HTTP_N_PHASES],
                              guint max_an_address,
                              const GPtrArray *exempt)
{
  PortailHttpConnections *connections = g_new0 (PortailHttpConnections, 1);

  memcpy (connections->timeouts, timeouts, sizeof connections->timeouts);
  connections->max_an_address = max_an_address;
  connections->exempt = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; exempt != NULL && i < exempt->len; i++)
    g_ptr_array_add (connections->exempt, g_object_ref (g_ptr_array_index (exempt, i)));
  connections->wake_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  g_mutex_init (&connections->lock);
  g_queue_init (&connections->all);
  connections->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  connections->lingering = g_array_new (FALSE, FALSE, sizeof (Lingering));
  return connections;
}

void
portail_http_connections_free (PortailHttpConnections *connections)
{
  g_assert (connections->all.length == 0);
  for (guint i = 0; i < connections->lingering->len; i++)
    close (g_array_index (connections->lingering, Lingering, i).fd);
  g_array_unref (connections->lingering);
  g_hash_table_unref (connections->counts);
  g_mutex_clear (&connections->lock);
  close (connections->wake_fd);
  g_ptr_array_unref (connections->exempt);
  g_free (connections);
}

static GInetAddress *
inet_from_sockaddr (const struct sockaddr *address)
{
  if (address->sa_family == AF_INET6)
    return g_inet_address_new_from_bytes (
        (const guint8 *) &((const struct sockaddr_in6 *) address)->sin6_addr, G_SOCKET_FAMILY_IPV6);
  return g_inet_address_new_from_bytes (
      (const guint8 *) &((const struct sockaddr_in *) address)->sin_addr, G_SOCKET_FAMILY_IPV4);
}

/* Who @inet is for the limit, or NULL when it is exempt. */
static char *
counted_as (PortailHttpConnections *connections, GInetAddress *inet)
{
  for (guint i = 0; i < connections->exempt->len; i++)
    if (g_inet_address_mask_matches (g_ptr_array_index (connections->exempt, i), inet))
      return NULL;
  return portail_subscriber_from_inet (inet);
}

/* With the lock. */
static void
count (PortailHttpConnections *connections, const char *key, int change)
{
  int number = GPOINTER_TO_INT (g_hash_table_lookup (connections->counts, key)) + change;

  if (number == 0)
    g_hash_table_remove (connections->counts, key);
  else
    g_hash_table_replace (connections->counts, g_strdup (key), GINT_TO_POINTER (number));
}

gboolean
portail_http_connections_may_open (PortailHttpConnections *connections,
                                   const struct sockaddr *address)
{
  g_autoptr (GInetAddress) inet = inet_from_sockaddr (address);
  g_autofree char *key = counted_as (connections, inet);
  guint number = 0;

  if (key == NULL)
    return TRUE;
  g_mutex_lock (&connections->lock);
  number = GPOINTER_TO_UINT (g_hash_table_lookup (connections->counts, key));
  g_mutex_unlock (&connections->lock);
  return number < connections->max_an_address;
}

PortailHttpConnection *
portail_http_connections_open (PortailHttpConnections *connections,
                               int fd,
                               const struct sockaddr *address)
{
  g_autoptr (GInetAddress) inet = inet_from_sockaddr (address);
  PortailHttpConnection *connection = g_new0 (PortailHttpConnection, 1);

  connection->connections = connections;
  connection->fd = fd;
  connection->address = g_inet_address_to_string (inet);
  connection->counted_as = counted_as (connections, inet);
  connection->link.data = connection;
  portail_http_connection_enter (connection, PORTAIL_HTTP_PHASE_HEAD);
  g_mutex_lock (&connections->lock);
  g_queue_push_tail_link (&connections->all, &connection->link);
  if (connection->counted_as != NULL)
    count (connections, connection->counted_as, 1);
  g_mutex_unlock (&connections->lock);
  return connection;
}

void
portail_http_connections_close (PortailHttpConnections *connections,
                                PortailHttpConnection *connection)
{
  g_mutex_lock (&connections->lock);
  g_queue_unlink (&connections->all, &connection->link);
  if (connection->counted_as != NULL)
    count (connections, connection->counted_as, -1);
  g_mutex_unlock (&connections->lock);
  g_free (connection->address);
  g_free (connection->counted_as);
  g_free (connection);
}

guint
portail_http_connections_get_n (PortailHttpConnections *connections)
{
  guint number;

  g_mutex_lock (&connections->lock);
  number = connections->all.length;
  g_mutex_unlock (&connections->lock);
  return number;
}

static gboolean
is_late (PortailHttpConnections *connections, PortailHttpConnection *connection, gint now)
{
  guint timeout = connections->timeouts[g_atomic_int_get (&connection->phase)];

  return timeout > 0 && now - g_atomic_int_get (&connection->since) > (gint) timeout;
}

void
portail_http_connections_shut_late (PortailHttpConnections *connections)
{
  gint now = now_in_seconds ();

  g_mutex_lock (&connections->lock);
  for (GList *link = connections->all.head; link != NULL; link = link->next)
    {
      PortailHttpConnection *connection = link->data;

      if (is_late (connections, connection, now))
        shutdown (connection->fd, SHUT_RDWR);
    }
  g_mutex_unlock (&connections->lock);
}

/* Returns: whether more may come. */
static gboolean
drain (Lingering *lingering, char *chunk)
{
  gssize n_bytes = 1;

  for (guint i = 0; i < MAX_CHUNKS_A_TURN && n_bytes > 0; i++)
    {
      n_bytes = recv (lingering->fd, chunk, LINGER_CHUNK_SIZE, MSG_DONTWAIT);
      lingering->n_bytes += (gsize) MAX (n_bytes, 0);
    }
  return n_bytes > 0 ? lingering->n_bytes < MAX_LINGER_BYTES : n_bytes < 0 && errno == EAGAIN;
}

/* With the lock. */
static void
drain_all (PortailHttpConnections *connections)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *chunk = connections->lingering->len > 0 ? g_malloc (LINGER_CHUNK_SIZE) : NULL;

  for (guint i = connections->lingering->len; i > 0; i--)
    {
      Lingering *lingering = &g_array_index (connections->lingering, Lingering, i - 1);

      if (drain (lingering, chunk) && now < lingering->deadline)
        continue;
      close (lingering->fd);
      g_array_remove_index_fast (connections->lingering, i - 1);
    }
}

/* With the lock. */
static GArray *
list_watched (PortailHttpConnections *connections)
{
  GArray *watched = g_array_new (FALSE, FALSE, sizeof (GPollFD));

  g_array_append_val (watched, ((GPollFD){ connections->wake_fd, G_IO_IN, 0 }));
  for (guint i = 0; i < connections->lingering->len; i++)
    {
      int fd = g_array_index (connections->lingering, Lingering, i).fd;

      g_array_append_val (watched, ((GPollFD){ fd, G_IO_IN, 0 }));
    }
  return watched;
}

void
portail_http_connections_wait (PortailHttpConnections *connections, guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) milliseconds * 1000;
  guint64 n_wakes;
  gint64 rest;

  while ((rest = end - g_get_monotonic_time ()) > 0)
    {
      g_autoptr (GArray) watched = NULL;

      g_mutex_lock (&connections->lock);
      drain_all (connections);
      watched = list_watched (connections);
      g_mutex_unlock (&connections->lock);
      g_poll (&g_array_index (watched, GPollFD, 0), watched->len, (gint) (rest / 1000 + 1));
      if (g_array_index (watched, GPollFD, 0).revents != 0
          && read (connections->wake_fd, &n_wakes, sizeof n_wakes) > 0)
        break;
    }
}

void
portail_http_connections_wake (PortailHttpConnections *connections)
{
  guint64 one = 1;

  while (write (connections->wake_fd, &one, sizeof one) < 0 && errno == EINTR)
    ;
}

void
portail_http_connection_enter (PortailHttpConnection *connection, PortailHttpPhase phase)
{
  g_atomic_int_set (&connection->since, now_in_seconds ());
  g_atomic_int_set (&connection->phase, (gint) phase);
}

const char *
portail_http_connection_get_address (const PortailHttpConnection *connection)
{
  return connection->address;
}

void
portail_http_connection_linger (PortailHttpConnection *connection)
{
  PortailHttpConnections *connections = connection->connections;
  Lingering lingering = { -1, g_get_monotonic_time () + LINGER_SECONDS * G_USEC_PER_SEC, 0 };

  g_mutex_lock (&connections->lock);
  if (connections->lingering->len < MAX_LINGERING)
    lingering.fd = fcntl (connection->fd, F_DUPFD_CLOEXEC, 0);
  if (lingering.fd >= 0)
    g_array_append_val (connections->lingering, lingering);
  g_mutex_unlock (&connections->lock);
  portail_http_connections_wake (connections);
}
