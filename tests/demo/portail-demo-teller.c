/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/demo/portail-demo-teller.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static PortailDemoAudience audience;
static PortailDemoWitness witness;
static gpointer witness_user_data;
static const char *step;
static gint64 step_start;
static int n_steps;

static void
print_failure (const char *message)
{
  PortailDemoWitness first = g_steal_pointer (&witness);

  if (audience == PORTAIL_DEMO_FOR_A_TEST)
    g_print ("not ok %d %s - %s\n1..%d\n", n_steps + 1, step != NULL ? step : "Start", message,
             n_steps + 1);
  else
    g_printerr ("✗ %s: %s\n", step != NULL ? step : "Start", message);
  fflush (NULL);
  if (first != NULL)
    first (witness_user_data);
}

/* What would abort ends as a failed step instead; what GTK's accessibility says on the way does
 * not belong to anybody. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  if ((level & G_LOG_LEVEL_ERROR) == 0)
    return (level & G_LOG_LEVEL_MASK) <= G_LOG_LEVEL_WARNING
               ? g_log_writer_standard_streams (level, fields, n_fields, user_data)
               : G_LOG_WRITER_HANDLED;
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      print_failure (fields[i].value);
  _exit (EXIT_FAILURE);
}

void
portail_demo_teller_start (PortailDemoAudience whom)
{
  audience = whom;
  /* AT-SPI warns of programs that are slow to start; what is not there in time fails anyway. */
  g_log_set_always_fatal ((GLogLevelFlags) G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_log_set_writer_func (write_log, NULL, NULL);
}

void
portail_demo_teller_set_witness (PortailDemoWitness function, gpointer user_data)
{
  witness = function;
  witness_user_data = user_data;
}

static void
end_step (void)
{
  if (step == NULL)
    return;
  n_steps++;
  if (audience == PORTAIL_DEMO_FOR_A_TEST)
    g_print ("ok %d %s\n", n_steps, step);
  else
    g_print ("  ✓ %.1f s\n", (double) (g_get_monotonic_time () - step_start) / G_USEC_PER_SEC);
}

void
portail_demo_begin (const char *sentence)
{
  end_step ();
  step = sentence;
  step_start = g_get_monotonic_time ();
  if (audience != PORTAIL_DEMO_FOR_A_TEST)
    g_print ("▸ %s…\n", sentence);
}

void
portail_demo_say (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_print (audience == PORTAIL_DEMO_FOR_A_TEST ? "# %s\n" : "    %s\n", text);
}

void
portail_demo_teller_end (void)
{
  end_step ();
  if (audience == PORTAIL_DEMO_FOR_A_TEST)
    g_print ("1..%d\n", n_steps);
}

void
portail_demo_fail (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  print_failure (text);
  _exit (EXIT_FAILURE);
}

void
portail_demo_check (const GError *error)
{
  if (error != NULL)
    portail_demo_fail ("%s", error->message);
}
