package org.osier.core.cluster;

import java.util.List;
import java.util.random.RandomGenerator;

/** Names for clusters that nobody named: easy to say, to read and to tell apart. They need not be unique, ids are. */
final class ClusterNames {
    private static final List<String> WORDS = List.of("""
            alder almond apple ash aspen bamboo beech birch box cedar cherry chestnut clover cypress elder
            elm fern fig fir hazel heather holly ivy juniper larch laurel lilac linden maple mulberry oak
            olive pear pine plum poplar quince reed rowan rush sage sedge spruce thyme vine walnut willow
            yew""".split("\\s"));

    private ClusterNames() {}

    /** Such as {@code willow-42}. */
    static String draw(RandomGenerator random) {
        return WORDS.get(random.nextInt(WORDS.size())) + "-" + random.nextInt(10, 100);
    }
}
