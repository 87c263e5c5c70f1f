using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Usage;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Mail;

/// <summary>From a month that was frozen to the letters of it in the chamber's letter boxes.</summary>
public sealed class MonthlyReportTests
{
    private const int Nodes = 6;

    /// <summary>What the letter says, in its order, and what the API calls it.</summary>
    private static readonly (string Field, string French, string English)[] Figures =
    [
        ("booked", "Demi-journées réservées", "Half-days booked"), ("used", "Demi-journées utilisées", "Half-days used"), ("noShows", "Absences", "No-shows"), ("walkIns", "Venues sans réservation", "Walk-ins"),
        ("guests", "Invités", "Guests"), ("hours", "Heures", "Hours"), ("members", "Membres différents", "Different members"),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public async Task Each_of_the_chamber_gets_a_frozen_month_once_with_the_figures_of_the_reports(string engine)
    {
        await using var hub = await FrozenOctober.Start(engine);
        using var server = new SmtpServer();
        var chamber = hub.As("chamber");
        (await chamber.Patch("members/chamber", new { email = "chamber@example.org" })).Must(200);
        (await chamber.Patch("members/keeper-auch", new { email = "second@example.org", role = "chamber" })).Must(200);
        (await hub.As("keeper-auch").Put("me/preferences", new { language = "en" })).Must(200);
        (await chamber.Patch("members/keeper-nogaro", new { email = "keeper@example.org" })).Must(200);

        var months = hub.App.Services.GetRequiredService<MonthlyReports>();
        await Task.WhenAll(Enumerable.Range(0, Nodes).Select(_ => Task.Run(() => months.Write(hub.Clock.GetUtcNow(), Stop), Stop)));
        var letters = await Posting.Deliver(hub, server);

        Assert.Equal(["chamber@example.org", "second@example.org"], letters.Select(letter => letter.Header("To").Split('<', '>')[1]).Order());
        var row = (await chamber.Get("reports/usage?from=2026-10&to=2026-10")).Must(200).Json.GetProperty("rows").EnumerateArray().Single();
        Assert.Equal((15, 52.5), (row.GetProperty("booked").GetInt32(), row.GetProperty("hours").GetDouble()));
        var french = letters.Single(letter => letter.Header("Content-Language") == "fr").Text;
        var english = letters.Single(letter => letter.Header("Content-Language") == "en").Text;
        Assert.Equal(Figures.Select(figure => Said(row, figure.Field, "fr")), Figures.Select(figure => Under(french, figure.French)));
        Assert.Equal(Figures.Select(figure => Said(row, figure.Field, "en")), Figures.Select(figure => Under(english, figure.English)));
        Assert.Contains("Les chiffres d’octobre 2026 sont arrêtés", french, StringComparison.Ordinal);
        Assert.Contains("The figures of October 2026 are final", english, StringComparison.Ordinal);

        // Whoever comes later writes none again, and a month that was frozen a week ago is no news.
        Assert.Equal(0, await months.Write(hub.Clock.GetUtcNow(), Stop));
        (await chamber.Patch("members/bruno", new { email = "third@example.org", role = "chamber" })).Must(200);
        Assert.Equal(0, await months.Write(hub.Clock.GetUtcNow().AddDays(8), Stop));
        Assert.Equal(1, await months.Write(hub.Clock.GetUtcNow().AddDays(6), Stop));
        Assert.Equal(3, (await new StoreQueries(hub.Store).Letters(null, 100, 0, Stop)).Count(letter => letter.Kind == MailKinds.MonthlyReport));
    }

    private static string Said(JsonElement row, string field, string language) => row.GetProperty(field).GetDouble().ToString(CultureInfo.GetCultureInfo(language));

    private static string Under(string text, string label)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        return lines[Array.IndexOf(lines, label) + 1].Trim();
    }
}
