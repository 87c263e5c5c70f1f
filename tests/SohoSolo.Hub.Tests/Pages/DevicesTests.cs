using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Hub.Devices;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>The devices of the whole network, as the chamber keeps them.</summary>
public sealed class DevicesTests
{
    private const string Devices = "/network/devices";
    private const string Why = "[role=alert]";

    [Fact]
    public Task A_device_is_added_with_a_password_that_is_shown_once() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var chamber = await Surfer.As(hub, "chamber");
        var all = await chamber.Open(Devices);
        Assert.Contains("nogaro-reader-main Porte, avec serrure, Entrée jamais entendu", Plain.Text(all), StringComparison.Ordinal);
        Assert.DoesNotContain("nogaro-reader-main", Plain.Text(await chamber.Open($"{Devices}?site=auch")), StringComparison.Ordinal);

        var form = await chamber.Open($"{Devices}/new?site=nogaro");
        (string, string)[] sensor = [("role", "presence"), ("driver", "zigbee2mqtt"), ("space", "nogaro-desk-2"), ("sensor", "mmwave")];
        Assert.Equal((400, "Le nom technique a 3 à 64 petites lettres, chiffres et tirets, et ne commence pas par « gw- »."), await Refused(chamber.Press(form, "Ajouter", [.. sensor, ("id", "gw-nogaro")])));
        var taken = await chamber.Press(form, "Ajouter", [.. sensor, ("key", "other"), ("id", "nogaro-desk-1-pir")]);
        Assert.Equal((422, "Ce nom est ou a été celui d’un appareil. Choisissez-en un autre."), (taken.Status, Plain.Text(taken, Why)));
        Assert.Equal("mmwave", taken.Doc.QuerySelector("#sensor option[selected]")!.GetAttribute("value"));

        var added = await chamber.Press(taken, "Ajouter", ("id", "nogaro-desk-2-radar"));
        var password = added.Doc.QuerySelectorAll(".notice code")[1].TextContent;
        var device = await hub.App.Services.GetRequiredService<StoreQueries>().Device("nogaro-desk-2-radar", TestContext.Current.CancellationToken);
        Assert.Equal(DeviceWords.Hash("nogaro-desk-2-radar", password), device!.PasswordHash);

        var again = await chamber.Press(taken, "Ajouter", ("id", "nogaro-desk-2-radar"));
        Assert.Contains("C’est déjà fait. Le mot de passe a été montré une fois", Plain.Text(again), StringComparison.Ordinal);
        Assert.DoesNotContain(password, again.Doc.DocumentElement.OuterHtml, StringComparison.Ordinal);
    });

    [Fact]
    public Task A_device_moves_gets_another_password_and_is_retired() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var queries = hub.App.Services.GetRequiredService<StoreQueries>();
        using var chamber = await Surfer.As(hub, "chamber");
        var page = await chamber.Open($"{Devices}/nogaro-desk-1-pir");
        Assert.Equal((400, "Indiquez un nombre de minutes, de 1 à 10 080, ou rien."), await Refused(chamber.Press(page, "Enregistrer", ("reportMinutes", "0"))));
        var moved = await chamber.Press(page, "Enregistrer", ("key", "move"), ("space", "nogaro-desk-2"), ("reportMinutes", "30"));
        Assert.Contains("C’est enregistré", Plain.Text(moved, "[role=status]"), StringComparison.Ordinal);
        Assert.Equal(("nogaro-desk-2", "30"), (moved.Doc.QuerySelector("#space option[selected]")!.GetAttribute("value"), moved.Doc.QuerySelector("#reportMinutes")!.GetAttribute("value")));

        var renewed = await chamber.Press(moved, "Donner un nouveau mot de passe");
        var password = renewed.Doc.QuerySelectorAll(".notice code")[1].TextContent;
        Assert.Equal(DeviceWords.Hash("nogaro-desk-1-pir", password), (await queries.Device("nogaro-desk-1-pir", TestContext.Current.CancellationToken))!.PasswordHash);

        var retired = await chamber.Press(renewed, "Retirer");
        Assert.Contains("retiré du service", Plain.Text(retired, "[role=status]"), StringComparison.Ordinal);
        Assert.DoesNotContain("nogaro-desk-1-pir", Plain.Text(retired), StringComparison.Ordinal);
        Assert.Equal(404, (await chamber.Open($"{Devices}/nogaro-desk-1-pir")).Status);
        Assert.Contains("Choisissez", Plain.Text(await chamber.Open($"{Devices}/new?site=nowhere")), StringComparison.Ordinal);
    });

    private static async Task<(int Status, string Why)> Refused(Task<Sheet> sent)
    {
        var sheet = await sent;
        return (sheet.Status, Plain.Text(sheet, Why));
    }
}
