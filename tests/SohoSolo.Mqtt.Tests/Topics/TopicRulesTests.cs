using System.Text;
using SohoSolo.Mqtt.Topics;

namespace SohoSolo.Mqtt.Tests.Topics;

/// <summary>Topic names, filters and shared subscriptions (MQTT 5.0 §4.7, §4.8.2).</summary>
public sealed class TopicRulesTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("/", true)]
    [InlineData("a//b/", true)]
    [InlineData("$SYS/broker", true)]
    [InlineData(" é/😀", true)]
    [InlineData("a\u0001\uFFFF", true)]
    [InlineData("", false)]
    [InlineData("a/+", false)]
    [InlineData("a#", false)]
    [InlineData("a\0", false)]
    public void A_topic_name(string topic, bool isOne) => Assert.Equal(isOne, TopicRules.IsName(topic));

    [Theory]
    [InlineData("a/b", true)]
    [InlineData("#", true)]
    [InlineData("+", true)]
    [InlineData("/#", true)]
    [InlineData("/+/", true)]
    [InlineData("+/+/#", true)]
    [InlineData("a/+/b", true)]
    [InlineData("$share", true)]
    [InlineData("$SHARE//x", true)]
    [InlineData("$share/g/#", true)]
    [InlineData("$share/g//", true)]
    [InlineData("", false)]
    [InlineData("a#", false)]
    [InlineData("#a", false)]
    [InlineData("#/", false)]
    [InlineData("a/#/b", false)]
    [InlineData("++", false)]
    [InlineData("a+/b", false)]
    [InlineData("+a", false)]
    [InlineData("a/b\0", false)]
    [InlineData("$share/", false)]
    [InlineData("$share/g", false)]
    [InlineData("$share/g/", false)]
    [InlineData("$share//a", false)]
    [InlineData("$share/#/a", false)]
    [InlineData("$share/g+/a", false)]
    [InlineData("$share/g/a#", false)]
    public void A_topic_filter(string filter, bool isOne) => Assert.Equal(isOne, TopicRules.IsFilter(filter));

    [Fact]
    public void A_lone_surrogate_is_in_no_topic()
    {
        foreach (var topic in (string[])["a/\uD800", "\uDC00a", "\uDC00\uD800", "😀\uD83D"])
        {
            Assert.False(TopicRules.IsName(topic));
            Assert.False(TopicRules.IsFilter(topic));
        }
    }

    [Fact]
    public void A_topic_has_65_535_bytes_at_most()
    {
        Assert.True(TopicRules.IsName(new string('a', 65_535)));
        Assert.False(TopicRules.IsName(new string('a', 65_536)));
        Assert.True(TopicRules.IsFilter(new string('€', 21_845)));
        Assert.False(TopicRules.IsFilter(new string('€', 21_845) + "a"));
    }

    [Fact]
    public void A_topic_name_in_bytes_is_one_in_characters()
    {
        foreach (var topic in (string[])["a", "é/€", "", "#", "a/+", "a\0b"]) Assert.Equal(TopicRules.IsName(topic), TopicRules.IsName(Encoding.UTF8.GetBytes(topic)));

        Assert.False(TopicRules.IsName([0xED, 0xA0, 0x80]));
        Assert.False(TopicRules.IsName(new byte[65_536]));
    }

    [Theory]
    [InlineData("$share/ingest/sohosolo/1/+/up/batch", "ingest", "sohosolo/1/+/up/batch")]
    [InlineData("$share/g//", "g", "/")]
    public void A_shared_subscription_has_a_name_and_a_filter(string filter, string name, string inner)
    {
        Assert.True(TopicRules.IsShared(filter));
        Assert.True(TopicRules.TryParseShared(filter, out var shareName, out var topicFilter));
        Assert.Equal((name, inner), (shareName, topicFilter));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("$share")]
    [InlineData("$share/g")]
    [InlineData("$share/+/a")]
    public void What_is_no_shared_subscription_has_no_parts(string filter) => Assert.False(TopicRules.TryParseShared(filter, out _, out _));
}
