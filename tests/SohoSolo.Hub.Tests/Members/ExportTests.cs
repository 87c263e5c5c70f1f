using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SohoSolo.Hub.Pages.MyData;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Pages;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Members;

/// <summary>A member takes along what is kept about her. That every column is in it, and nothing of anybody else, is held in Storage.Tests; here it is read as she gets it.</summary>
public sealed class ExportTests
{
    private const string Badge = "04A20B1C2D3E77";

    private static readonly string[] ReadOnly = ["read"];

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task What_she_did_is_in_it_as_she_knows_it_and_no_secret_and_nobody_else(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var (anne, secrets) = (hub.As("anne"), await Live(hub));

        var file = (await anne.Get("me/export?language=fr")).Must(200);
        var export = file.Json.Deserialize(ExportShape.Shared.ExportView)!;

        Assert.Equal((ExportView.FormatName, ExportView.Version, "fr", "anne", "2026-11-23T07:55:00Z"), (export.Format, export.FormatVersion, export.Language, export.Member, export.MadeAt));
        Assert.Equal(MemberExport.Sections.Select(section => section.Name), export.Sections.Keys);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, file.Text, StringComparison.Ordinal));
        foreach (var somebody in (string[])["bruno", "keeper-nogaro", "\"chamber-"])
            Assert.DoesNotContain(somebody, file.Text, StringComparison.Ordinal);

        var booking = export.Sections["bookings"].Rows.Single(row => (string?)row["purpose"] == "=1+1; demande");
        var seen = (await anne.Get($"bookings/{(string?)booking["id"]}")).Must(200);
        foreach (var field in (string[])["status", "site", "space", "kind", "start", "end", "localStart", "localEnd", "madeAt"])
            Assert.Equal(seen.Word(field), (string?)booking[field]);

        Assert.Equal("""[{"name":"Léa Prat","email":"lea@example.org"}]""", booking["guests"]!.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal(seen.Json.GetProperty("units").GetInt32(), booking["charges"]!.AsArray().Sum(charge => (int)charge!["units"]!));
        Assert.Equal(["mifare-uid", "pin"], Each(export, "badges", "kind").Order());
        Assert.Contains("ma fourchette", Each(export, "sessions", "name"));
        Assert.Equal([("keeper", "booking"), ("chamber", "profile")], export.Sections["consultations"].Rows.Select(row => ((string)row["by"]!, (string)row["looked"]!["of"]!)));
        Assert.Equal("exported", Each(export, "journal", "what")[^1]);
        Assert.Contains("keeper", Each(export, "journal", "by"));

        var words = export.Sections["bookings"];
        Assert.Equal("Vos réservations", words.Title);
        Assert.Contains("votre nom sur vos réservations\u00A0: 12 mois après la fin de la réservation, puis votre nom remplacé par un numéro tiré au hasard", words.Kept);
        Assert.Contains("les noms et adresses de vos invités\u00A0: 90 jours après la visite, puis vidé de ce qui parle de vous", words.Kept);
        Assert.Equal(["12 mois, puis effacé"], export.Sections["consultations"].Kept);
        Assert.Equal(["l’accueil du télécentre concerné", "la chambre"], words.Recipients);
        Assert.All(export.Sections, section => Assert.All(section.Value.Rows, row => Assert.All(row, field => Assert.Contains(field.Key, section.Value.Fields.Keys))));
        Assert.Contains("credential.lookup", export.LeftOut.Single(left => left.Why == "secret").What);
    });

    [Fact]
    public Task As_csv_it_opens_in_an_office_program_part_by_part() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        await Live(hub);
        using var surfer = await Surfer.As(hub, "anne");
        using var answer = await surfer.Http.GetAsync(new Uri("/me/data/export?format=csv", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(("application/zip", "attachment; filename=sohosolo-2026-11-23.zip"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.ToString().Replace("\"", "", StringComparison.Ordinal)));
        Assert.True(answer.Headers.TransferEncodingChunked, "It is sent as it is read.");
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        var names = MemberExport.Sections.SelectMany(section => section.Children.Select(child => $"{section.Name}-{child.Name}.csv").Prepend($"{section.Name}.csv"));
        Assert.Equal(names.Prepend("lisez-moi.txt"), zip.Entries.Select(entry => entry.FullName));
        var bookings = Text(zip, "bookings.csv");
        Assert.StartsWith("\uFEFFIdentifiant;État;Télécentre;Place;Nature;Début;Fin;Début, heure du lieu;Fin, heure du lieu;", bookings, StringComparison.Ordinal);
        Assert.Contains(";\"'=1+1; demande\";", bookings, StringComparison.Ordinal);
        Assert.Equal(3, bookings.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(3, Text(zip, "bookings-charges.csv").Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("Vos réservations (bookings.csv, bookings-charges.csv, ", Text(zip, "lisez-moi.txt"), StringComparison.Ordinal);
    });

    [Fact]
    public Task Her_page_says_what_is_kept_why_and_who_looked() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        Assert.Contains("Personne.", Plain.Text(await anne.Open("/me/data")), StringComparison.Ordinal);
        await Live(hub);
        for (var i = 0; i < 2; i++)
            (await hub.As("chamber").Get("members/anne")).Must(200);

        var page = Plain.Text(await anne.Open("/me/data"));
        Assert.Contains("Votre fiche par la chambre, lundi 23 novembre, 3 fois", page, StringComparison.Ordinal);
        Assert.Contains("Une réservation, Télécentre nogaro par l’accueil", page, StringComparison.Ordinal);
        Assert.Contains("Vos passages aux portes Pourquoi Vous ouvrir la porte", page, StringComparison.Ordinal);
        Assert.DoesNotContain("keeper-nogaro", page, StringComparison.Ordinal);
        Assert.Contains("Your page by the chamber, Monday 23 November, 3 times", Plain.Text(await anne.InEnglish().Open("/me/data")), StringComparison.Ordinal);
    });

    [Fact]
    public Task Whoever_asks_wrongly_is_told_so_and_who_is_not_let_in_gets_nothing() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        (await hub.As("anne").Get("me/export?format=xml")).Must(400, "invalid-value");
        (await hub.As("anne").Get("me/export?language=de")).Must(400, "invalid-value");
        (await hub.As(null).Get("me/export")).Must(401, "sign-in-needed");
        (await hub.As("simon").Get("me/export")).Must(403, "member-inactive");
        (await hub.As(SmallNetwork.WriteOnly).Get("me/export")).Must(403, "scope-missing");
        Assert.Equal("bruno", (await hub.As("bruno").Get("me/export")).Must(200).Word("member"));
    });

    private static List<string> Each(ExportView export, string section, string field) => [.. export.Sections[section].Rows.Select(row => (string?)row[field] ?? "")];

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open(), new UTF8Encoding(), detectEncodingFromByteOrderMarks: false);
        return reader.ReadToEnd();
    }

    /// <summary>Anne does what a member does, and a keeper and the chamber look; what of it is secret.</summary>
    private static async Task<IReadOnlyList<string>> Live(RunningHub hub)
    {
        var anne = hub.As("anne");
        var room = new { space = "nogaro-room-1", day = "2026-11-24", part = "morning", purpose = "=1+1; demande", guests = new[] { new { name = "Léa Prat", email = "lea@example.org" } } };
        var booking = (await anne.Book(room)).Must(201);
        (await anne.Book(new { space = "nogaro-desk-1", day = "2026-11-25", part = "full" })).Must(201);
        (await hub.As("bruno").Book(new { space = "nogaro-desk-2", day = "2026-11-25", part = "full", purpose = "bruno’s" })).Must(201);
        (await hub.As("keeper-nogaro").Post($"bookings/{booking.Id}/approve")).Must(200);
        (await hub.As("keeper-nogaro").Post("members/anne/credentials", new { kind = "mifare-uid", value = Badge, label = "bleu" })).Must(201);
        var pin = (await anne.Post("me/credentials", new { kind = "pin" })).Must(201).Word("pin");
        var token = (await anne.Post("me/tokens", new { name = "ma fourchette", scopes = ReadOnly, expires = "2026-12-31T00:00:00Z" })).Must(201).Word("token");
        (await anne.Put("me/consents", new { directory = true, about = "Je traduis." })).Must(200);
        (await hub.As("keeper-nogaro").Get($"bookings/{booking.Id}")).Must(200);
        (await hub.As("chamber").Get("members/anne")).Must(200);
        return [Badge, pin, token];
    }
}
