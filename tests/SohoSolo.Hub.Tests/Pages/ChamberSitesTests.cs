using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>The chamber's start page, and how it opens télécentres, changes them and looks after their places.</summary>
public sealed class ChamberSitesTests
{
    private const string Notice = "[role=status].notice";
    private const string Alert = "[role=alert].notice";

    [Fact]
    public Task A_telecentre_is_opened_by_its_commune_and_nothing_typed_is_lost() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var chamber = await Surfer.As(hub, "chamber");
        var start = await chamber.Open((await chamber.Open("/")).Doc.QuerySelector(".menu a[href='/network']")!.GetAttribute("href")!);
        Assert.Contains("4 télécentres", start.Text(), StringComparison.Ordinal);
        Assert.Equal(4, (await chamber.Open("/network/sites")).Doc.QuerySelectorAll(".cards > li").Length);

        var form = await chamber.Open("/network/sites/new");
        Assert.Contains("Nogaro (32296)", form.Doc.QuerySelectorAll("#communes option").Select(option => option.GetAttribute("value")));
        var taken = await chamber.Press(form, "Ouvrir ce télécentre", ("name", "L’Atelier <b>"), ("commune", "nogaro"), ("thing", "fibre"), ("things", "Vidéo-projecteur, casier"));
        Assert.Equal(422, taken.Status);
        Assert.Contains("déjà ce nom court", taken.Text(Alert), StringComparison.Ordinal);
        Assert.Equal("L’Atelier <b>", taken.Doc.QuerySelector("#name")!.GetAttribute("value"));

        var nowhere = await chamber.Press(taken, "Ouvrir ce télécentre", ("commune", "Paris"));
        Assert.Equal(400, nowhere.Status);
        Assert.Contains("Choisissez une commune", nowhere.Text(Alert), StringComparison.Ordinal);
        Assert.Equal("true", nowhere.Doc.QuerySelector("#commune")!.GetAttribute("aria-invalid"));

        var opened = await chamber.Press(nowhere, "Ouvrir ce télécentre", ("commune", "Auch (32013)"), ("id", "atelier"), ("desks", "2"), ("rooms", "1"), ("seats", "8"));
        Assert.Equal((200, "/network/sites/atelier?said=opened"), (opened.Status, opened.Path));
        Assert.Contains("Dessinez maintenant son plan", opened.Text(Notice), StringComparison.Ordinal);
        var site = (await hub.As("chamber").Get("telecentres/atelier")).Json;
        Assert.Equal("L’Atelier <b>", site.GetProperty("name").GetString());
        Assert.Equal(["fibre", "video-projecteur", "casier"], site.GetProperty("equipment").EnumerateArray().Select(thing => thing.GetString()));
        Assert.Equal(["atelier-desk-1", "atelier-desk-2", "atelier-room-1"], site.GetProperty("spaces").EnumerateArray().Select(space => space.GetProperty("id").GetString()));
        Assert.Equal(43.65, site.GetProperty("location").GetProperty("lat").GetDouble());
        Assert.Contains("Open a télécentre", (await chamber.Open("/language?to=en&back=/network/sites")).Text(), StringComparison.Ordinal);
    });

    [Fact]
    public Task A_telecentre_is_changed_unless_somebody_else_was_quicker() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var chamber = await Surfer.As(hub, "chamber");
        var (hers, theirs) = (await chamber.Open("/network/sites/nogaro"), await chamber.Open("/network/sites/nogaro"));
        var wrong = await chamber.Press(hers, "Enregistrer", ("monday-to", ""));
        Assert.Equal(400, wrong.Status);
        Assert.Contains("Pour chaque jour ouvert", wrong.Text(Alert), StringComparison.Ordinal);

        var kept = await chamber.Press(wrong, "Enregistrer", ("monday-to", "00:00"), ("friday-from", ""), ("friday-to", ""), ("half-day", "12:30"), ("latitude", "43,7"), ("leases", "yes"));
        Assert.Equal("/network/sites/nogaro?said=kept", kept.Path);
        var site = (await hub.As("chamber").Get("telecentres/nogaro")).Json;
        Assert.Equal("12:30", site.GetProperty("halfDayBoundary").GetString());
        Assert.Equal(["monday 24:00", "tuesday 19:00", "wednesday 19:00", "thursday 19:00"], site.GetProperty("hours").GetProperty("week").EnumerateArray().Select(day => $"{day.GetProperty("day")} {day.GetProperty("to")}"));
        Assert.Equal((43.7, true), (site.GetProperty("location").GetProperty("lat").GetDouble(), site.GetProperty("leases").GetBoolean()));
        Assert.Equal("00:00", kept.Doc.QuerySelector("[name=monday-to]")!.GetAttribute("value"));

        var late = await chamber.Press(theirs, "Enregistrer", ("name", "Nogaro centre"));
        Assert.Equal(412, late.Status);
        Assert.Contains("Quelqu’un d’autre a changé ce télécentre", late.Text(Alert), StringComparison.Ordinal);
        Assert.Equal("Nogaro centre", late.Doc.QuerySelector("#name")!.GetAttribute("value"));
        Assert.Equal("Nogaro centre", (await chamber.Press(late, "Enregistrer")).Text("h1"));

        var unread = await chamber.Press(await chamber.Open("/network/sites/nogaro"), "Enregistrer", ("latitude", "là-bas"));
        Assert.Contains("latitude et une longitude", unread.Text(Alert), StringComparison.Ordinal);
        Assert.Equal(404, (await chamber.Open("/network/sites/nowhere")).Status);
    });

    [Fact]
    public Task Places_are_added_changed_and_taken_away_once_nobody_holds_them() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" })).Must(201);
        using var chamber = await Surfer.As(hub, "chamber");
        var site = await chamber.Press(await chamber.Open("/network/sites/nogaro"), "Ajouter", ("kind", "desk"), ("number", "2"));
        Assert.Equal("/network/sites/nogaro?said=added", site.Path);
        Assert.NotNull(site.Doc.QuerySelector("a[href='/network/sites/nogaro/spaces/nogaro-desk-4']"));
        var many = await chamber.Press(site, "Ajouter", ("number", "500"));
        Assert.Equal(400, many.Status);
        Assert.Contains("de 1 à 50 places", many.Text(Alert), StringComparison.Ordinal);

        var desk = await chamber.Press(await chamber.Open("/network/sites/nogaro/spaces/nogaro-desk-4"), "Enregistrer", ("seats", "0"));
        Assert.Equal(400, desk.Status);
        Assert.Contains("les sièges vont de 1 à 500", desk.Text(Alert), StringComparison.Ordinal);
        var kept = await chamber.Press(desk, "Enregistrer", ("name", "Près de la fenêtre"), ("seats", "1"), ("thing", "screen"), ("approval", "yes"));
        Assert.Equal("/network/sites/nogaro?said=space-kept", kept.Path);
        Assert.Contains("Près de la fenêtre", kept.Text(), StringComparison.Ordinal);
        Assert.Contains("sur demande", kept.Text(), StringComparison.Ordinal);

        var gone = await chamber.Press(await chamber.Open("/network/sites/nogaro/spaces/nogaro-desk-4"), "Retirer pour de bon");
        Assert.Equal("/network/sites/nogaro?said=removed", gone.Path);
        Assert.Equal(404, (await chamber.Open("/network/sites/nogaro/spaces/nogaro-desk-4")).Status);

        var held = await chamber.Open("/network/sites/nogaro/spaces/nogaro-desk-1");
        Assert.False(held.HasButton("Retirer"));
        Assert.Contains("anne, 05 62 00 00 00 mardi 24 novembre, matin", Plain.Text(held), StringComparison.Ordinal);
        Assert.NotNull(held.Doc.QuerySelector("a[href='/board/nogaro/closures?space=nogaro-desk-1']"));

        var free = await chamber.Open("/network/sites/nogaro/spaces/nogaro-desk-2");
        (await hub.As("bruno").Book(new { space = "nogaro-desk-2", day = "2026-11-25", part = "full" })).Must(201);
        var raced = await chamber.Press(free, "Retirer pour de bon");
        Assert.Equal(422, raced.Status);
        Assert.Contains("Quelqu’un vient de réserver", raced.Text(Alert), StringComparison.Ordinal);
        Assert.Contains("bruno", raced.Text(), StringComparison.Ordinal);
        var only = await chamber.Press(await chamber.Open("/network/sites/port/spaces/port-desk-1"), "Retirer pour de bon");
        Assert.Contains("garde au moins une place", only.Text(Alert), StringComparison.Ordinal);
    });
}
