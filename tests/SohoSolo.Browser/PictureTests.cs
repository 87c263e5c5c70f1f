using SohoSolo.Browser.Journeys;

namespace SohoSolo.Browser;

/// <summary>The few pictures by which a visitor of the README sees what this is. <c>tests/screens.sh --chosen</c> takes them anew.</summary>
public sealed class PictureTests(Chromium chromium)
{
    private const string IsTaken = "SOHOSOLO_PICTURES";
    private const int MostBytes = 100_000;

    private static readonly Looks Wide = new() { Width = 1000, Tall = 720 };
    private static readonly Looks Narrow = new() { Width = Looks.Phone, Tall = 720 };

    private static readonly (string Name, string Path, string? Who, Looks Look)[] Chosen =
    [
        ("home", "/", DemoNetwork.Anne, Narrow),
        ("book", "/book?site=nogaro&day=2026-11-24&part=morning", DemoNetwork.Anne, Wide with { Tall = 980 }),
        ("pass", "/pass", DemoNetwork.Anne, Narrow),
        ("board", "/board/nogaro", DemoNetwork.Keeper, Wide),
        ("display", "/display/nogaro-room-1", DemoNetwork.Keeper, new Looks { Width = 800, Tall = 600 }),
        ("directory", "/directory#map", DemoNetwork.Anne, Wide),
        ("plan", "/network/sites/nogaro/plan", DemoNetwork.Chamber, Wide),
        ("telecentre", "/telecentres/nogaro", null, Wide with { IsDark = true }),
        ("reports", "/reports", DemoNetwork.Chamber, Wide with { Width = 1100, Tall = 860 }),
        ("map", "/reports/map", DemoNetwork.Chamber, Wide with { Width = 1100, Tall = 760 }),
        ("council", "/reports/communities/200066926", DemoNetwork.Chamber, Wide with { Tall = 1040 }),
    ];

    private static string Folder => Path.Combine(Repository.Root, "docs", "pictures");

    [Fact]
    public async Task Eleven_small_pictures_are_shown_in_the_readme()
    {
        if (Environment.GetEnvironmentVariable(IsTaken) is not null) await Take();

        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken);
        Assert.All(Chosen, picture =>
        {
            Assert.InRange(new FileInfo(FileOf(picture.Name)).Length, 5_000, MostBytes);
            Assert.Contains($"docs/pictures/{picture.Name}.jpg", readme, StringComparison.Ordinal);
        });
        Assert.Equal(Chosen.Length, Directory.GetFiles(Folder).Length);
    }

    private static string FileOf(string name) => Path.Combine(Folder, $"{name}.jpg");

    private async Task Take()
    {
        Directory.CreateDirectory(Folder);
        await using var network = await DemoNetwork.Start(DemoNetwork.Sqlite);
        await BringToLife(network);
        foreach (var picture in Chosen)
        {
            await using var window = await chromium.Open(network, picture.Look);
            if (picture.Who is { } who) await window.SignIn(who);
            if (picture.Path.StartsWith("/reports", StringComparison.Ordinal)) await window.SeesReports();

            await window.Open(picture.Path);
            await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = FileOf(picture.Name), Type = ScreenshotType.Jpeg, Quality = 65 });
        }
    }

    /// <summary>A Monday morning: Anne is in, others are awaited or late, a meeting is next, and somebody may be at a desk whose own has not come.</summary>
    private static async Task BringToLife(DemoNetwork network)
    {
        await network.Book("demo-teleworker", new { space = "nogaro-desk-2", start = "2026-11-23T09:00", end = "2026-11-23T12:30" });
        await network.Book(Neighbour.Token, new { space = "nogaro-desk-3", start = "2026-11-23T09:15", end = "2026-11-23T12:00" });
        await network.Book("demo-member-009", new { space = "nogaro-room-1", start = "2026-11-23T09:00", end = "2026-11-23T11:00", purpose = "Point d’équipe" });
        await network.Present("04D0000000A11E");
        foreach (var (desk, isThere) in ((string, bool)[])[("nogaro-desk-1", false), ("nogaro-desk-2", true), ("nogaro-desk-3", false), ("nogaro-desk-4", true)])
            await network.Senses(desk, isThere);
    }
}
