using System.Text;
using SohoSolo.Core;
using SohoSolo.Hub.Board;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Board;

public sealed class SiteNewsTests
{
    private static readonly Dictionary<MemberId, string> Names = new() { [new MemberId("anne")] = "Anne Castéra" };

    [Fact]
    public void An_arrival_says_whose_it_is()
    {
        var news = SiteNews.Of(Entry("booking", "b1", "checked-in") with { MemberId = "anne" }, Names);

        Assert.Equal(
            "id: 1-20-300\nevent: arrival\ndata: {\"booking\":\"b1\",\"what\":\"checked-in\",\"at\":\"2026-11-23T07:55:00Z\",\"member\":\"anne\",\"name\":\"Anne Castéra\"}\n\n",
            Encoding.UTF8.GetString(news!.Text));
    }

    [Fact]
    public void A_decision_at_a_door_says_which_door_and_why()
    {
        var denied = Entry("access", "gw-nogaro/e1/7", "denied") with { Detail = """{"door":"main","reason":"unknown-credential"}""" };

        Assert.Contains("\"door\":\"main\",\"reason\":\"unknown-credential\"", Encoding.UTF8.GetString(SiteNews.Of(denied, Names)!.Text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("booking", "b1", "cancelled", "booking", "\"booking\":\"b1\"")]
    [InlineData("door", "nogaro/main", "mode-set", "door", "\"door\":\"main\"")]
    [InlineData("device", "nogaro-reader-main", "added", "device", "\"device\":\"nogaro-reader-main\"")]
    [InlineData("occupancy", "nogaro-desk-1", "occupied", "occupancy", "\"space\":\"nogaro-desk-1\",\"what\":\"occupied\"")]
    [InlineData("reconciliation", "b1", "booked-unknown", "reconciliation", "\"reconciliation\":\"b1\"")]
    [InlineData("alarm", "a1", "raised", "alarm", "\"alarm\":\"a1\"")]
    [InlineData("access", "gw-nogaro/e1/7", "denied", "access", "\"access\":\"gw-nogaro/e1/7\"")]
    public void Anything_else_names_what_is_to_be_read_again(string entity, string id, string what, string name, string part)
    {
        var text = Encoding.UTF8.GetString(SiteNews.Of(Entry(entity, id, what), Names)!.Text);

        Assert.Contains($"\nevent: {name}\n", text, StringComparison.Ordinal);
        Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("credential")]
    [InlineData("consultation")]
    [InlineData("access-log")]
    [InlineData("door-order")]
    [InlineData("site-signals")]
    public void What_is_nobodys_at_a_site_is_no_news(string entity) => Assert.Null(SiteNews.Of(Entry(entity, "x", "made"), Names));

    [Fact]
    public void What_happened_at_no_site_is_no_news() => Assert.Null(SiteNews.Of(Entry("booking", "b1", "booked") with { SiteId = null }, Names));

    [Theory]
    [InlineData("1-20-300", true)]
    [InlineData("1-20", false)]
    [InlineData("1-20-300-4", false)]
    [InlineData("-1-20-300", false)]
    [InlineData("a-b-c", false)]
    [InlineData("", false)]
    [InlineData("1-20-99999999999999999999", false)]
    public void An_id_is_read_as_it_is_written(string id, bool good) => Assert.Equal(good ? new JournalPosition(1, 20, 300) : null, SiteNews.ReadId(id));

    private static JournalEntry Entry(string entity, string id, string what) => new()
    {
        Position = new JournalPosition(1, 20, 300),
        At = new DateTimeOffset(2026, 11, 23, 7, 55, 0, TimeSpan.Zero),
        Entity = entity,
        EntityId = id,
        Version = 1,
        What = what,
        Actor = "system",
        SiteId = "nogaro",
    };
}
