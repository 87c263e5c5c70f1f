using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Mail.Words;
using SohoSolo.Hub.Pages.Board;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Mail;

/// <summary>When a keeper gets the day of her sites: by the clock of each, on days on which it is open, from whichever node.</summary>
public sealed class DaySheetTests
{
    private const int Nodes = 6;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task A_site_and_day_has_one_sheet_for_each_keeper_whoever_writes_and_whenever_the_hub_was_down(string engine) => RunningHub.Walk(engine, async hub =>
    {
        await Keeps(hub, "keeper-nogaro", "nogaro", "eauze", "port");
        await Keeps(hub, "keeper-auch", "auch", "eauze");
        var days = hub.App.Services.GetRequiredService<DaySheets>();

        // Saturday, down until half past seven: Eauze alone is open.
        await Task.WhenAll(Enumerable.Range(0, Nodes).Select(_ => Task.Run(() => days.Write(At("2026-11-28T07:30+01:00"), Stop), Stop)));
        Assert.Equal(["eauze keeper-auch", "eauze keeper-nogaro"], await Told(hub));
        Assert.Equal(0, await days.Write(At("2026-11-28T11:59+01:00"), Stop));

        // Monday, down all day until the evening: nobody wants to read it then.
        Assert.Equal(0, await days.Write(At("2026-11-30T20:00+01:00"), Stop));

        // Tuesday: Le Port is three hours ahead.
        Assert.Equal(1, await days.Write(At("2026-12-01T07:00+04:00"), Stop));
        Assert.Contains("port keeper-nogaro", await Told(hub));
        Assert.Equal(4, await days.Write(At("2026-12-01T07:00+01:00"), Stop));

        // A day on which it is closed from end to end has none, one that is closed in part has.
        (await hub.As("chamber").Post("telecentres/auch/closures", new { start = "2026-12-02T08:00", end = "2026-12-02T19:00", reason = "travaux" })).Must(201);
        (await hub.As("chamber").Post("telecentres/nogaro/closures", new { start = "2026-12-02T08:00", end = "2026-12-02T18:00", reason = "travaux" })).Must(201);
        Assert.Equal(4, await days.Write(At("2026-12-02T07:00+01:00"), Stop));
        Assert.Single(await Told(hub), "auch keeper-auch");
        Assert.Equal(2, (await Told(hub)).Count(told => told == "nogaro keeper-nogaro"));
    });

    /// <summary>Nights with an hour more or less: seven is seven on the wall.</summary>
    [Theory]
    [InlineData("2027-03-28T04:59Z", "2027-03-28T05:00Z", "2027-03-28T10:00Z")]
    [InlineData("2026-10-25T05:59Z", "2026-10-25T06:00Z", "2026-10-25T11:00Z")]
    public Task It_comes_at_seven_of_the_wall_clock(string early, string seven, string noon) => RunningHub.Walk(
        Engines.Sqlite,
        async hub =>
        {
            await Keeps(hub, "keeper-auch", "eauze");
            var days = hub.App.Services.GetRequiredService<DaySheets>();
            Assert.Equal((0, 0), (await days.Write(At(early), Stop), await days.Write(At(noon), Stop)));
            Assert.Equal(1, await days.Write(At(seven), Stop));
        },
        "2026-10-01T08:00Z");

    /// <summary>A word of the program's own says nothing to a keeper.</summary>
    [Fact]
    public void Every_alarm_that_the_board_has_words_for_has_them_in_the_letter()
    {
        var board = new System.Resources.ResourceManager(typeof(BoardText));
        foreach (var language in Enum.GetValues<Language>())
        {
            var culture = CultureInfo.GetCultureInfo(Hub.Api.Words.Of(language));
            var kinds = board.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!.Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Key).Where(key => key.StartsWith("alarm.", StringComparison.Ordinal)).ToList();
            Assert.True(kinds.Count > 20);
            Assert.All(kinds, key => Assert.Equal(board.GetString(key, culture), StaffWording.Of(language).Alarm(key["alarm.".Length..])));
            Assert.Equal(board.GetString("alarm.other", culture), StaffWording.Of(language).Alarm("brand-new"));
        }

        Assert.NotEqual(StaffWording.Of(Language.En).Alarm("job-late"), StaffWording.Of(Language.Fr).Alarm("job-late"));
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).ToUniversalTime();

    private static async Task Keeps(RunningHub hub, string member, params string[] sites) =>
        (await hub.As("chamber").Patch($"members/{member}", new { email = $"{member}@example.org", keeps = sites })).Must(200);

    private static async Task<IReadOnlyList<string>> Told(RunningHub hub) =>
        [.. (await new StoreQueries(hub.Store).Letters(null, 100, 0, Stop)).Where(letter => letter.Kind == MailKinds.DaySheet).Select(letter => $"{letter.Site} {letter.Member}").Order(StringComparer.Ordinal)];
}
