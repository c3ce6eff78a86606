/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blanchiment-finding-item.h"

struct _PortailBlanchimentFindingItem
{
  GObject parent_instance;

  PortailBlanchimentFinding *finding;
};

G_DEFINE_FINAL_TYPE (PortailBlanchimentFindingItem, portail_blanchiment_finding_item, G_TYPE_OBJECT)

static void
portail_blanchiment_finding_item_finalize (GObject *object)
{
  portail_blanchiment_finding_unref (PORTAIL_BLANCHIMENT_FINDING_ITEM (object)->finding);
  G_OBJECT_CLASS (portail_blanchiment_finding_item_parent_class)->finalize (object);
}

static void
portail_blanchiment_finding_item_class_init (PortailBlanchimentFindingItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_blanchiment_finding_item_finalize;
}

static void
portail_blanchiment_finding_item_init (PortailBlanchimentFindingItem *item)
{
}

PortailBlanchimentFindingItem *
portail_blanchiment_finding_item_new (PortailBlanchimentFinding *finding)
{
  PortailBlanchimentFindingItem *item = g_object_new (PORTAIL_TYPE_BLANCHIMENT_FINDING_ITEM, NULL);

  item->finding = portail_blanchiment_finding_ref (finding);
  return item;
}

const PortailBlanchimentFinding *
portail_blanchiment_finding_item_get (PortailBlanchimentFindingItem *item)
{
  g_return_val_if_fail (PORTAIL_IS_BLANCHIMENT_FINDING_ITEM (item), NULL);
  return item->finding;
}
