using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Sites;

/// <summary>Where each space stands on its site's plan.</summary>
public sealed class PlanTests
{
    private static readonly object Drawn = new
    {
        plan = new { width = 400, height = 300 },
        changeSpaces = new object[]
        {
            new { id = "nogaro-desk-1", place = new { x = 10, y = 20, width = 80, height = 60 } },
            new { id = "nogaro-room-1", place = new { x = 200, y = 20, width = 200, height = 100 } },
        },
    };

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 4, 5, 6];

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_plan_is_drawn_and_drawn_anew_and_what_was_not_drawn_is_on_it_too(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        var before = (await hub.As(null).Get("telecentres/nogaro")).Must(200);
        Assert.Equal(("false", 4), (before.Word("plan.drawn"), before.Json.GetProperty("plan").GetProperty("places").GetArrayLength()));

        (await hub.As("chamber").Patch("telecentres/nogaro", Drawn)).Must(200);
        (await hub.As("chamber").Patch("telecentres/nogaro", new { changeSpaces = new[] { new { id = "nogaro-desk-1", place = new { x = 11, y = 20, width = 80, height = 60 } } } })).Must(200);
        var plan = (await hub.As(null).Get("telecentres/nogaro")).Json.GetProperty("plan");
        Assert.Equal((400, true, 4), (plan.GetProperty("width").GetInt32(), plan.GetProperty("drawn").GetBoolean(), plan.GetProperty("places").GetArrayLength()));

        var desk = plan.GetProperty("places").EnumerateArray().Single(place => place.GetProperty("space").GetString() == "nogaro-desk-1");
        var other = plan.GetProperty("places").EnumerateArray().Single(place => place.GetProperty("space").GetString() == "nogaro-desk-2");
        Assert.Equal((11, 20, 80, 60), (desk.GetProperty("x").GetInt32(), desk.GetProperty("y").GetInt32(), desk.GetProperty("width").GetInt32(), desk.GetProperty("height").GetInt32()));
        Assert.True(other.GetProperty("y").GetInt32() >= 300, "What nobody drew stands below.");
    });

    [Fact]
    public async Task A_place_that_is_not_on_the_plan_is_refused() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        (await hub.As("chamber").Patch("telecentres/nogaro", Drawn)).Must(200);
        var outside = await hub.As("chamber").Patch("telecentres/nogaro", new { changeSpaces = new[] { new { id = "nogaro-desk-1", place = new { x = 390, y = 0, width = 20, height = 20 } } } });
        var smaller = await hub.As("chamber").Patch("telecentres/nogaro", new { plan = new { width = 300, height = 300 } });
        var tiny = await hub.As("chamber").Patch("telecentres/nogaro", new { plan = new { width = 1, height = 300 } });

        Assert.Equal("changeSpaces[0].place", outside.Must(400, "invalid-value").Word("field"));
        Assert.Equal("plan", smaller.Must(400, "invalid-value").Word("field"));
        Assert.Equal("plan.width", tiny.Must(400, "invalid-value").Word("field"));
        Assert.Equal("400", (await hub.As(null).Get("telecentres/nogaro")).Word("plan.width"));
        (await hub.As("anne").Patch("telecentres/nogaro", Drawn)).Must(403, "not-allowed");
    });

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task The_picture_is_replaced_and_the_desks_stay(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        (await hub.As("chamber").Patch("telecentres/nogaro", Drawn)).Must(200);
        var places = (await hub.As(null).Get("telecentres/nogaro")).Word("plan.places");
        var first = (await hub.As("chamber").Patch("telecentres/nogaro", new { plan = new { picture = $"data:image/png;base64,{Convert.ToBase64String(Png)}" } })).Must(200).Word("plan.picture");
        var second = (await hub.As("chamber").Patch("telecentres/nogaro", new { plan = new { picture = $"data:image/jpeg;base64,{Convert.ToBase64String(Jpeg)}" } })).Must(200).Word("plan.picture");
        Assert.NotEqual(first, second);

        using var browser = new HttpClient { BaseAddress = new Uri(hub.Api, "/") };
        using var picture = await browser.GetAsync(new Uri(second, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("image/jpeg", picture.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Jpeg, await picture.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        var wrong = await hub.As("chamber").Patch("telecentres/nogaro", new { plan = new { picture = $"data:image/png;base64,{Convert.ToBase64String(Jpeg)}" } });
        Assert.Equal("plan.picture", wrong.Must(400, "invalid-value").Word("field"));
        Assert.Equal((second, places), ((await hub.As(null).Get("telecentres/nogaro")).Word("plan.picture"), (await hub.As(null).Get("telecentres/nogaro")).Word("plan.places")));

        (await hub.As("chamber").Patch("telecentres/nogaro", new { plan = new { picture = "" } })).Must(200);
        Assert.Equal(("", places), ((await hub.As(null).Get("telecentres/nogaro")).Word("plan.picture"), (await hub.As(null).Get("telecentres/nogaro")).Word("plan.places")));
    });

    [Fact]
    public async Task The_first_place_of_a_site_is_told_in_the_units_it_was_shown_in() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var shown = (await hub.As(null).Get("telecentres/eauze")).Word("plan.width");
        (await hub.As("chamber").Patch("telecentres/eauze", new { changeSpaces = new[] { new { id = "eauze-desk-1", place = new { x = 0, y = 0, width = 100, height = 100 } } } })).Must(200);

        Assert.Equal(shown, (await hub.As(null).Get("telecentres/eauze")).Word("plan.width"));
        Assert.Equal("true", (await hub.As(null).Get("telecentres/eauze")).Word("plan.drawn"));
    });
}
