using System.Text.Json;

namespace SohoSolo.Browser.Security;

/// <summary>
/// Whatever somebody writes is shown as what she wrote. Every field of every form that can be found by following links from page to page gets what is meant to harm; then everything that shows it is opened.
/// </summary>
public sealed class StoredScriptTests(Chromium chromium, DemoNetworks networks, ITestOutputHelper output)
{
    private const string Mark = "stolen";

    /// <summary>The first is a link, ends an attribute, is an element and a script, turns the direction, and is still short enough for a name.</summary>
    private static readonly string[] Payloads =
    [
        $"javascript:{Mark}=1//\"><img src=x onerror={Mark}=1><script>{Mark}=1</script>\u202E",
        $"{{{{{Mark}}}}} {new string('é', 10_000)}",
        $"'-{Mark}=1-'</textarea></title><svg/onload={Mark}=1>\u2067",
    ];

    /// <summary>Fields that are certain to be there: if the walk does not find them, it finds nothing.</summary>
    private static readonly string[] Known = ["reason", "purpose", "more", "search", "guest"];

    /// <summary>Who sees most comes first: a page that two people may open is opened once.</summary>
    private static readonly string?[] Everybody = [DemoNetwork.Chamber, DemoNetwork.Keeper, DemoNetwork.Anne, null];

    private static readonly string Walk = File.ReadAllText(Path.Combine(Repository.Root, "tests/SohoSolo.Browser/Security/walk.js"));

    public static TheoryData<string> Engines => Repository.IsFull ? [DemoNetwork.Sqlite, DemoNetwork.Postgres] : [DemoNetwork.Sqlite];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Nothing_that_is_written_into_any_field_does_anything_on_any_page(string engine)
    {
        var network = await networks.On(engine);
        List<string> wrong = [];
        List<string> fields = [];
        foreach (var who in Everybody)
        {
            await using var window = await chromium.Open(network);
            var told = await Go(window, who, sends: true);
            output.WriteLine($"{who ?? "a stranger"}: {told.Pages.Count} pages, {told.Fields.Count} fields, {told.Posts} forms sent, {told.Stored} of them kept");
            wrong.AddRange(told.Wrong);
            fields.AddRange(told.Fields);
        }

        HashSet<string> shown = new(StringComparer.Ordinal);
        foreach (var who in Everybody)
        {
            await using var window = await chromium.Open(network);
            var told = await Go(window, who, sends: false);
            wrong.AddRange(told.Wrong);
            wrong.AddRange(await Open(window, told.Marked.Where(shown.Add)));
        }

        output.WriteLine($"{shown.Count} pages show what was written into {fields.Distinct(StringComparer.Ordinal).Count()} fields");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Distinct(StringComparer.Ordinal)));
        Assert.All(Known, name => Assert.Contains(fields, field => field.EndsWith($" {name}", StringComparison.Ordinal)));
        Assert.True(shown.Count > Known.Length, $"Only {shown.Count} pages show any of it.");
    }

    /// <summary>Follows every link from all pages that are known to be hers and sends every form, or only looks.</summary>
    private static async Task<Told> Go(Window window, string? who, bool sends)
    {
        await window.Open("/accessibility");
        if (who is not null) await window.IsBack(who);

        var starts = PageList.All.Where(page => page.Who == who).Select(page => page.Path).ToArray();
        var told = await window.Page.EvaluateAsync<JsonElement>(Walk, new { starts, payloads = Repository.IsFull ? Payloads : Payloads[..2], sends, mark = Mark, thorough = Repository.IsFull });
        return told.Deserialize<Told>(JsonSerializerOptions.Web)!;
    }

    /// <summary>Opens what shows it in earnest, scripts and all. What was complained of before is what the walk was refused.</summary>
    private static async Task<IReadOnlyList<string>> Open(Window window, IEnumerable<string> pages)
    {
        var before = window.Complaints.Count;
        List<string> wrong = [];
        window.Page.Dialog += (_, dialog) =>
        {
            wrong.Add($"{window.Page.Url} asks: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        foreach (var page in pages)
        {
            await window.Page.GotoAsync(page, new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
            if (await window.Page.EvaluateAsync<bool>($"window.{Mark} !== undefined")) wrong.Add($"{page} does what was written.");
        }

        wrong.AddRange(window.Complaints.Skip(before));
        return wrong;
    }

    private sealed record Told(IReadOnlyList<string> Pages, IReadOnlyList<string> Marked, IReadOnlyList<string> Fields, int Posts, int Stored, IReadOnlyList<string> Wrong);
}
