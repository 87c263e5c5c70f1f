using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>The journal as the chamber reads it on a page.</summary>
public sealed class AuditPageTests
{
    private const string Log = "/network/audit";

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task It_tells_in_words_what_was_done_by_whom_and_notes_who_reads_about_a_member(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var hers = (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" })).Must(201);
        (await hub.As("keeper-nogaro").Book(new { member = "bruno", space = "nogaro-desk-2", day = "2026-11-24", part = "morning" })).Must(201);
        (await hub.As("anne").Delete($"bookings/{hers.Id}")).Must(200);
        using var chamber = await Surfer.As(hub, "chamber");

        var all = await chamber.Open(Log);
        var rows = all.Doc.QuerySelectorAll("tbody tr").Select(row => string.Join('|', row.Children.Select(cell => string.Join(' ', cell.TextContent.Split([' ', '\n', '\u00A0'], StringSplitOptions.RemoveEmptyEntries))))).ToList();
        Assert.Contains(rows, row => row.EndsWith("|Réservationannulation|anne||Télécentre nogaro", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.EndsWith("|Réservationréservation|keeper-nogaro|bruno|Télécentre nogaro", StringComparison.Ordinal));
        Assert.Equal(200, (await chamber.Open($"/bookings/{hers.Id}")).Status);

        var bruno = await chamber.Press(all, "Lire", ("search", "bruno"));
        Assert.Contains("Vous lisez ce qui concerne bruno. Cette lecture est notée", Plain.Text(bruno), StringComparison.Ordinal);
        Assert.DoesNotContain("annulation", Plain.Text(bruno, "table"), StringComparison.Ordinal);
        Assert.Contains("Consultation de données journal du membre", Plain.Text(await chamber.Open($"{Log}?what=consultation"), "table"), StringComparison.Ordinal);
        Assert.Equal(["keeper-auch", "keeper-nogaro"], (await chamber.Open($"{Log}?search=keeper")).Doc.QuerySelectorAll("main .rows a").Select(link => link.TextContent));

        Assert.Contains("Rien de noté", Plain.Text(await chamber.Open($"{Log}?day=2026-11-22")), StringComparison.Ordinal);
        Assert.Contains("Rien de noté", Plain.Text(await chamber.Open($"{Log}?site=port&what=booking")), StringComparison.Ordinal);
        Assert.Contains("annulation", Plain.Text(await chamber.Open($"{Log}?site=nogaro&day=2026-11-23&what=booking"), "table"), StringComparison.Ordinal);
        Assert.Equal(200, (await chamber.Open($"{Log}?behind=1.2&day=0001-01-01&what=nonsense&site=x")).Status);
    });

    [Fact]
    public Task It_goes_on_where_the_page_before_ended() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        for (var day = 1; day <= 30; day++)
        {
            var booking = (await hub.As("keeper-nogaro").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" })).Must(201);
            (await hub.As("keeper-nogaro").Delete($"bookings/{booking.Id}")).Must(200);
        }

        using var chamber = await Surfer.As(hub, "chamber");
        var first = await chamber.Open($"{Log}?what=booking");
        var second = await chamber.Open(first.Doc.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal((50, 10), (first.Doc.QuerySelectorAll("tbody tr").Length, second.Doc.QuerySelectorAll("tbody tr").Length));
        Assert.Null(second.Doc.QuerySelector("a[rel=next]"));
        Assert.Empty(Links(first).Intersect(Links(second)));
    });

    private static IEnumerable<string> Links(Sheet sheet) => sheet.Doc.QuerySelectorAll("tbody a").Select(link => link.GetAttribute("href")!);
}
