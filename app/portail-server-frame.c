/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-server-frame.h"

#include "app/portail-banner.h"
#include "app/portail-status-text.h"
#include "shared/portail-i18n.h"

/* Widest content, in pixels. */
#define MAX_WIDTH    760
#define SPINNER_SIZE 32

struct _PortailServerFrame
{
  AdwBin parent_instance;

  PortailBanner *banner;
  GtkStack *stack; /* "loading", "failed", "content" */
  AdwStatusPage *failed;
  PortailServerResource *resource;
};

G_DEFINE_FINAL_TYPE (PortailServerFrame, portail_server_frame, ADW_TYPE_BIN)

static void
activate_reload (GtkWidget *widget, const char *action_name, GVariant *unused)
{
  portail_server_resource_reload (PORTAIL_SERVER_FRAME (widget)->resource);
}

static void
show_banner (PortailServerFrame *frame)
{
  PortailTimestamp moment = portail_server_resource_get_moment (frame->resource);
  g_autofree char *when = portail_timestamp_is_null (moment) ? g_strdup ("")
                                                             : portail_timestamp_to_text (moment);
  /* Translators: a moment, then why the server cannot be asked. */
  g_autofree char *text = g_strdup_printf (_ ("As it was on %1$s. %2$s"), when,
                                           portail_server_resource_get_fault (frame->resource));

  portail_banner_show (frame->banner, text, _ ("Try again"), "server-frame.reload");
}

static void
update (PortailServerFrame *frame)
{
  PortailServerResourceState state = portail_server_resource_get_state (frame->resource);
  const char *fault = portail_server_resource_get_fault (frame->resource);

  if (state == PORTAIL_SERVER_RESOURCE_STALE && fault != NULL)
    show_banner (frame);
  else
    portail_banner_hide (frame->banner);
  if (portail_server_resource_get_json (frame->resource) != NULL)
    gtk_stack_set_visible_child_name (frame->stack, "content");
  else if (state == PORTAIL_SERVER_RESOURCE_FAILED)
    {
      portail_status_text_set (frame->failed, fault != NULL ? fault : "");
      gtk_stack_set_visible_child_name (frame->stack, "failed");
    }
  else
    gtk_stack_set_visible_child_name (frame->stack, "loading");
}

/* Who comes back sees what the server has now. */
static void
on_map (PortailServerFrame *frame)
{
  if (portail_server_resource_get_state (frame->resource) != PORTAIL_SERVER_RESOURCE_LOADING)
    portail_server_resource_reload (frame->resource);
}

static void
portail_server_frame_dispose (GObject *object)
{
  g_clear_object (&PORTAIL_SERVER_FRAME (object)->resource);
  G_OBJECT_CLASS (portail_server_frame_parent_class)->dispose (object);
}

static void
portail_server_frame_class_init (PortailServerFrameClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_server_frame_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (class), "server-frame.reload", NULL,
                                   activate_reload);
}

static GtkWidget *
new_loading (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *spinner = gtk_spinner_new ();
  GtkWidget *label = gtk_label_new (_ ("Asking the server…"));

  gtk_widget_set_size_request (spinner, SPINNER_SIZE, SPINNER_SIZE);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), spinner);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
portail_server_frame_init (PortailServerFrame *frame)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Try again"));

  frame->banner = g_object_new (PORTAIL_TYPE_BANNER, NULL);
  frame->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (frame->stack, FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (frame->stack), TRUE);
  frame->failed = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (frame->failed, "network-offline-symbolic");
  adw_status_page_set_title (frame->failed, _ ("This needs the server"));
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "server-frame.reload");
  adw_status_page_set_child (frame->failed, button);
  gtk_stack_add_named (frame->stack, new_loading (), "loading");
  gtk_stack_add_named (frame->stack, GTK_WIDGET (frame->failed), "failed");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (frame->banner));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (frame->stack));
  adw_bin_set_child (ADW_BIN (frame), box);
}

GtkWidget *
portail_server_frame_new (PortailServerResource *resource, GtkWidget *content)
{
  PortailServerFrame *frame = g_object_new (PORTAIL_TYPE_SERVER_FRAME, NULL);

  frame->resource = g_object_ref (resource);
  gtk_stack_add_named (frame->stack, content, "content");
  g_signal_connect_object (resource, "changed", G_CALLBACK (update), frame, G_CONNECT_SWAPPED);
  g_signal_connect (frame, "map", G_CALLBACK (on_map), NULL);
  update (frame);
  return GTK_WIDGET (frame);
}

GtkWidget *
portail_server_frame_wrap (GtkWidget *box)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  gtk_widget_add_css_class (box, "page-body");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), MAX_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  return scroller;
}
