using System.Net.Http.Headers;
using AngleSharp.Html.Parser;
using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>The chamber's plan of a site: numbers that are looked at before they are saved, and a picture that moves no desk.</summary>
public sealed class PlanPageTests
{
    private const string Plan = "/network/sites/nogaro/plan";
    private const string Alert = "[role=alert].notice";

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_plan_is_looked_at_then_saved_and_what_is_not_on_it_is_said() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var chamber = await Surfer.As(hub, "chamber");
        var page = await chamber.Open(Plan);
        Assert.Equal(4, page.Doc.QuerySelectorAll(".plan-draft foreignObject[data-space]").Length);
        Assert.Equal(4, page.Doc.QuerySelectorAll("tr[data-space]").Length);

        var seen = await chamber.Press(page, "Voir sans enregistrer", ("x-nogaro-desk-1", "10"), ("y-nogaro-desk-1", "20"));
        Assert.Contains("Rien n’est encore enregistré", seen.Text(), StringComparison.Ordinal);
        Assert.Equal("10", seen.Doc.QuerySelector("foreignObject[data-space=nogaro-desk-1]")!.GetAttribute("x"));
        Assert.Null(await Drawn(hub));

        var wrong = await chamber.Press(seen, "Enregistrer le plan", ("x-nogaro-desk-1", "9999"));
        Assert.Equal(400, wrong.Status);
        Assert.Contains("Une place sort du plan", wrong.Text(Alert), StringComparison.Ordinal);
        Assert.Contains("Ces places sortent du plan : nogaro-desk-1.", Plain.Text(wrong), StringComparison.Ordinal);
        Assert.Equal(400, (await chamber.Press(wrong, "Enregistrer le plan", ("x-nogaro-desk-1", "loin"))).Status);
        Assert.Equal(400, (await chamber.Press(await chamber.Open(Plan), "Enregistrer le plan", ("x-nogaro-desk-1", "1"), ("width-nogaro-desk-1", "2147483647"))).Status);

        var (x, y) = (wrong.Doc.QuerySelector("[name=x-nogaro-desk-2]")!.GetAttribute("value")!, wrong.Doc.QuerySelector("[name=y-nogaro-desk-2]")!.GetAttribute("value")!);
        var kept = await chamber.Press(wrong, "Enregistrer le plan", ("x-nogaro-desk-1", x), ("y-nogaro-desk-1", y));
        Assert.Equal($"{Plan}?said=plan-kept", kept.Path);
        Assert.Contains("se recouvrent : nogaro-desk-1 et nogaro-desk-2", Plain.Text(kept), StringComparison.Ordinal);
        Assert.Equal(x, await Drawn(hub));

        var late = await chamber.Press(page, "Enregistrer le plan", ("x-nogaro-desk-1", "30"));
        Assert.Equal(412, late.Status);
        Assert.Equal("30", late.Doc.QuerySelector("[name=x-nogaro-desk-1]")!.GetAttribute("value"));

        var arranged = await chamber.Press(kept, "Pièces à gauche");
        Assert.NotEqual(x, arranged.Doc.QuerySelector("[name=x-nogaro-desk-1]")!.GetAttribute("value"));
        Assert.Equal(x, await Drawn(hub));
        Assert.DoesNotContain("se recouvrent", arranged.Text(), StringComparison.Ordinal);
    });

    [Fact]
    public Task A_picture_is_put_replaced_and_removed_and_no_desk_moves() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var chamber = await Surfer.As(hub, "chamber");
        var kept = await chamber.Press(await chamber.Open(Plan), "Enregistrer le plan", ("x-nogaro-desk-1", "20"));
        Assert.Equal("/network/sites/nogaro/plan?said=plan-kept", kept.Path);

        Assert.Contains("said=picture-kept", await Send(chamber, kept, Png, "image/png"), StringComparison.Ordinal);
        var first = (await chamber.Open(Plan)).Doc.QuerySelector("svg.plan image")!.GetAttribute("href");
        Assert.Contains("said=picture-kept", await Send(chamber, await chamber.Open(Plan), [.. Png, 4], "image/png"), StringComparison.Ordinal);
        var second = (await chamber.Open(Plan)).Doc.QuerySelector("svg.plan image")!.GetAttribute("href");
        Assert.NotEqual(first, second);
        Assert.Equal([.. Png, 4], await chamber.Http.GetByteArrayAsync(new Uri(second!, UriKind.Relative), Stop));

        Assert.Contains("n’est pas une image", await Send(chamber, await chamber.Open(Plan), "<svg onload=alert(1)>"u8.ToArray(), "image/svg+xml"), StringComparison.Ordinal);
        Assert.Contains("n’est pas une image", await Send(chamber, await chamber.Open(Plan), [.. Png, .. new byte[200_000]], "image/png"), StringComparison.Ordinal);
        Assert.Contains("Choisissez d’abord un fichier", await Send(chamber, await chamber.Open(Plan), [], "application/octet-stream"), StringComparison.Ordinal);

        var bare = await chamber.Press(await chamber.Open(Plan), "Enlever l’image");
        Assert.Equal($"{Plan}?said=picture-removed", bare.Path);
        Assert.Null(bare.Doc.QuerySelector("svg.plan image"));
        Assert.Equal("20", await Drawn(hub));
    });

    /// <summary>Where the first desk stands once somebody has drawn the plan.</summary>
    private static async Task<string?> Drawn(RunningHub hub)
    {
        var plan = (await hub.As("anne").Get("telecentres/nogaro")).Json.GetProperty("plan");
        return plan.GetProperty("drawn").GetBoolean() ? plan.GetProperty("places").EnumerateArray().Single(place => place.GetProperty("space").GetString() == "nogaro-desk-1").GetProperty("x").GetRawText() : null;
    }

    /// <summary>Sends the form with a file as a browser does. Answers where it leads, or what the page says instead.</summary>
    private static async Task<string> Send(Surfer surfer, Sheet sheet, byte[] picture, string mediaType)
    {
        using var body = new MultipartFormDataContent();
        foreach (var field in sheet.Doc.QuerySelectorAll("form[enctype] input[type=hidden]"))
            body.Add(new StringContent(field.GetAttribute("value")!), field.GetAttribute("name")!);

        using var file = new ByteArrayContent(picture) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        body.Add(file, "picture", "plan.png");
        using var answer = await surfer.Http.PostAsync(new Uri($"{Plan}/picture", UriKind.Relative), body, Stop);
        return answer.Headers.Location?.OriginalString ?? new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Stop)).QuerySelector(Alert)!.TextContent;
    }
}
