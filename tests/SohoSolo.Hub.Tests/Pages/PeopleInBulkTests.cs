using System.Net.Http.Headers;
using System.Text;
using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>Many members at once: a file that is looked at before it counts, and one entitlement for all who are chosen.</summary>
public sealed class PeopleInBulkTests
{
    private const string Import = "/network/members/import";
    private const string Said = "[role=status].notice";

    [Fact]
    public Task A_file_tells_what_is_wrong_line_by_line_and_is_taken_in_whole() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var chamber = await Surfer.As(hub, "chamber");
        var form = await chamber.Open(Import);
        var wrong = await chamber.Press(form, "Vérifier", ("text", "nom;courriel;commune\nClaire Exemple;claire@example.org;32296\nPaul;paul@;99999\n;claire@example.org;32296"));
        Assert.Equal(422, wrong.Status);
        Assert.Equal(
            ["3|courriel|« paul@ » n’est pas une adresse e-mail", "3|commune|« 99999 » n’est pas le code INSEE d’une commune du Gers ; pour un domicile ailleurs, laissez la commune vide et donnez le pays",
             "4|nom|manque", "4|courriel|cette adresse est déjà à la ligne 2"],
            wrong.Doc.QuerySelectorAll("tbody tr").Select(row => string.Join('|', row.Children.Select(cell => cell.TextContent.Trim().Replace('\u00A0', ' ')))));
        Assert.False(wrong.HasButton("Inscrire"));
        Assert.Contains("Claire Exemple;claire", wrong.Text("#text"), StringComparison.Ordinal);
        Assert.Equal(422, (await chamber.Press(wrong, "Vérifier", ("do", "import"))).Status);

        const string good = "nom;courriel;commune;rôle;sites\nClaire <b>;claire@example.org;32296;;\nPaul;;32013;keeper;auch";
        var ready = await chamber.Press(wrong, "Vérifier", ("text", good));
        Assert.Equal((200, "2 membres prêts à être inscrits"), (ready.Status, Plain.Text(ready, "#ready")));
        Assert.Contains("Claire <b> claire@example.org Nogaro Membre", Plain.Text(ready, "tbody"), StringComparison.Ordinal);
        Assert.Contains("Aucun membre", Plain.Text(await chamber.Open("/network/members?search=claire")), StringComparison.Ordinal);

        var done = await chamber.Press(ready, "Inscrire ces 2 membres");
        Assert.Contains("2 membres sont inscrits", Plain.Text(done, Said), StringComparison.Ordinal);
        Assert.Contains("2 membres sont inscrits", Plain.Text(await chamber.Press(ready, "Inscrire ces 2 membres"), Said), StringComparison.Ordinal);
        Assert.Contains("1 membre", Plain.Text(await chamber.Open("/network/members?search=claire"), "#found"), StringComparison.Ordinal);
        Assert.Contains("est déjà l’adresse d’un membre", Plain.Text(await chamber.Press(form, "Vérifier", ("text", good))), StringComparison.Ordinal);
    });

    [Fact]
    public Task A_chosen_file_is_only_looked_at_and_stands_on_the_page_then() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var chamber = await Surfer.As(hub, "chamber");
        var form = await chamber.Open(Import);
        var read = await Upload(chamber, form, Encoding.UTF8.GetBytes("\uFEFFname,commune\nZoé,32296\n"));
        Assert.Contains("1 membre prêt", read, StringComparison.Ordinal);
        Assert.Contains("Zoé,32296", read, StringComparison.Ordinal);
        Assert.Contains("n’est pas en UTF-8", (await Upload(chamber, form, [.. "name,commune\nZo"u8, 0xE9, .. ",32296\n"u8])).Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("Aucun membre", Plain.Text(await chamber.Open("/network/members?search=zoe")), StringComparison.Ordinal);
    });

    [Fact]
    public Task The_same_is_granted_to_all_who_are_ticked() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var chamber = await Surfer.As(hub, "chamber");
        Assert.DoesNotContain("membres", Plain.Text(await chamber.Open("/network/entitlements"), "h1"), StringComparison.Ordinal);
        var found = await chamber.Press(await chamber.Open("/network/entitlements"), "Voir qui", ("home", SmallNetwork.Funder), ("holding", "occasional-free"), ("look", "yes"));
        var names = found.Doc.QuerySelectorAll("input[name=member]").Select(box => box.GetAttribute("value")!).ToList();
        Assert.Equal(["anne", "bruno", "chamber", "chloe", "keeper-auch", "keeper-nogaro"], names);

        var nothing = await chamber.Press(found, "Accorder", ("kind", "ticket-book"));
        Assert.Equal((400, "Indiquez les demi-journées du carnet, de 1 à 10 000."), (nothing.Status, Plain.Text(nothing, "[role=alert]")));
        Assert.Equal(6, nothing.Doc.QuerySelectorAll("input[name=member][checked]").Length);
        Assert.Equal(400, (await chamber.Press(nothing, "Accorder", ("kind", "ticket-book"), ("units", "4"), ("member", ""))).Status);

        var granted = await chamber.Press(nothing, "Accorder", ("kind", "ticket-book"), ("units", "4"), ("member", "anne"), ("member", "chloe"));
        Assert.Contains("Le droit est accordé à 2 membres.", Plain.Text(granted, Said), StringComparison.Ordinal);
        Assert.Contains("Carnet de tickets Reste 4 sur 4", Plain.Text(await chamber.Open("/network/members/chloe")), StringComparison.Ordinal);
        Assert.DoesNotContain("Reste 4", Plain.Text(await chamber.Open("/network/members/bruno")), StringComparison.Ordinal);
        Assert.Contains("Personne ne correspond", Plain.Text(await chamber.Open("/network/entitlements?holding=none&look=yes")), StringComparison.Ordinal);
    });

    private static async Task<string> Upload(Surfer chamber, Sheet form, byte[] file)
    {
        using var content = new MultipartFormDataContent();
        foreach (var name in (string[])["form", "key"])
            content.Add(new StringContent(form.Doc.QuerySelector($"#import input[name={name}]")!.GetAttribute("value")!), name);

        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        content.Add(part, "file", "members.csv");
        content.Add(new StringContent("import"), "do");
        using var answer = await chamber.Http.PostAsync(new Uri(Import, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
