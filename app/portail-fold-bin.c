/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-fold-bin.h"

#include "app/portail-text-scale.h"

/* Those of the shell. */
#define FOLD_WIDTH  700
#define LEAST_WIDTH 360

typedef enum
{
  WIDTH_UNKNOWN,
  WIDTH_NARROW,
  WIDTH_WIDE,
} WidthClass;

struct _PortailFoldBin
{
  GtkWidget parent_instance;

  int fold_width;
  int least_width;
  gboolean fills_width;
  WidthClass width_class;
};

G_DEFINE_FINAL_TYPE (PortailFoldBin, portail_fold_bin, GTK_TYPE_WIDGET)

enum
{
  PROP_FOLD_WIDTH = 1,
  PROP_LEAST_WIDTH,
  PROP_FILLS_WIDTH,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
static guint width_changed_signal;

/* Whether it is given all the room that there is: to ask what is in it for its size, as the window
 * does after each change, would only cost time. */
static gboolean
fills (PortailFoldBin *bin, GtkWidget *child, GtkOrientation orientation)
{
  return orientation == GTK_ORIENTATION_HORIZONTAL ? bin->fills_width
                                                   : gtk_widget_compute_expand (child, orientation);
}

static void
portail_fold_bin_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  *minimum = *natural = 0;
  if (child != NULL && !fills (PORTAIL_FOLD_BIN (widget), child, orientation))
    gtk_widget_measure (child, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = PORTAIL_FOLD_BIN (widget)->least_width;
  *natural = MAX (*natural, *minimum);
}

static void
portail_fold_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PortailFoldBin *bin = PORTAIL_FOLD_BIN (widget);
  GtkWidget *child = gtk_widget_get_first_child (widget);
  /* With letters twice as large there is half as much room. */
  WidthClass width_class = width < portail_text_scale_up (widget, bin->fold_width) ? WIDTH_NARROW
                                                                                   : WIDTH_WIDE;
  int minimum;

  if (child == NULL)
    return;
  if (width_class != bin->width_class)
    {
      bin->width_class = width_class;
      g_signal_emit (bin, width_changed_signal, 0);
    }
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_allocate (child, MAX (width, minimum), height, baseline, NULL);
}

static void
portail_fold_bin_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PortailFoldBin *bin = PORTAIL_FOLD_BIN (object);

  if (id == PROP_FILLS_WIDTH)
    g_value_set_boolean (value, bin->fills_width);
  else
    g_value_set_int (value, id == PROP_FOLD_WIDTH ? bin->fold_width : bin->least_width);
}

static void
portail_fold_bin_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PortailFoldBin *bin = PORTAIL_FOLD_BIN (object);

  if (id == PROP_FILLS_WIDTH)
    bin->fills_width = g_value_get_boolean (value);
  else if (id == PROP_FOLD_WIDTH)
    bin->fold_width = g_value_get_int (value);
  else
    bin->least_width = g_value_get_int (value);
}

static void
portail_fold_bin_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (portail_fold_bin_parent_class)->dispose (object);
}

static void
portail_fold_bin_class_init (PortailFoldBinClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = portail_fold_bin_dispose;
  object_class->get_property = portail_fold_bin_get_property;
  object_class->set_property = portail_fold_bin_set_property;
  properties[PROP_FOLD_WIDTH] = g_param_spec_int ("fold-width", NULL, NULL, 0, G_MAXINT, FOLD_WIDTH,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LEAST_WIDTH] = g_param_spec_int ("least-width", NULL, NULL, 0, G_MAXINT,
                                                   LEAST_WIDTH,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FILLS_WIDTH] = g_param_spec_boolean ("fills-width", NULL, NULL, FALSE,
                                                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  widget_class->measure = portail_fold_bin_measure;
  widget_class->size_allocate = portail_fold_bin_size_allocate;
  width_changed_signal = g_signal_new ("width-changed", G_TYPE_FROM_CLASS (class),
                                       G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_fold_bin_init (PortailFoldBin *bin)
{
  bin->fold_width = FOLD_WIDTH;
  bin->least_width = LEAST_WIDTH;
  gtk_widget_set_overflow (GTK_WIDGET (bin), GTK_OVERFLOW_HIDDEN);
}

gboolean
portail_fold_bin_is_narrow (PortailFoldBin *bin)
{
  g_return_val_if_fail (PORTAIL_IS_FOLD_BIN (bin), FALSE);
  return bin->width_class == WIDTH_NARROW;
}
