using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>A member erases her account on its page, the chamber on hers; and the register says what is done.</summary>
public sealed class ErasePagesTests
{
    [Fact]
    public Task She_ticks_the_box_and_is_gone() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var page = await anne.Open("/me/erase");
        Assert.Contains("Les passages aux portes, 90 jours", Plain.Text(page), StringComparison.Ordinal);
        Assert.Contains("Cochez la case", Plain.Text(await anne.Press(page, "Effacer mon compte")), StringComparison.Ordinal);
        (await hub.As("anne").Get("me")).Must(200);

        await anne.Press(await anne.Open("/me/erase"), "Effacer mon compte", ("sure", "yes"));

        (await hub.As("anne").Get("me")).Must(401, "token-invalid");
        (await hub.As("chamber").Get("members/anne")).Must(404, "not-found");
    });

    [Fact]
    public Task The_chamber_reads_the_register_and_erases_who_asked_for_it() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var chamber = await Surfer.As(hub, "chamber");
        var register = Plain.Text(await chamber.Open("/network/privacy"));
        Assert.Contains("Registre des traitements", register, StringComparison.Ordinal);
        Assert.Contains("90 jours après le passage", register, StringComparison.Ordinal);
        Assert.Contains("Noms dans le journal bientôt pour la première fois", register, StringComparison.Ordinal);

        await chamber.Press(await chamber.Open("/network/members/bruno"), "Effacer à sa demande");

        (await hub.As("bruno").Get("me")).Must(401, "token-invalid");
    });
}
