using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Webhooks;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>The chamber has another program told, tries it out, looks at what it answered, changes it, and ends it.</summary>
public sealed class WebhookPagesTests
{
    [Fact]
    public Task A_program_is_told_tried_out_and_told_no_more() => HookedHub.Walk(Engines.Sqlite, async hub =>
    {
        using var server = new HttpReceiver { Answers = request => HttpReceiver.Answer(request.Header("SohoSolo-Event") == "webhook.test" ? 204 : 503) };
        using var chamber = await Surfer.As(hub, "chamber");
        var page = await chamber.Open("/network/webhooks");
        var refused = await chamber.Press(page, "Prévenir ce programme", ("name", "Écran"), ("url", "http://192.168.1.1/"));
        Assert.Equal(422, refused.Status);
        Assert.Contains("adresse publique", refused.Text(".notice"), StringComparison.Ordinal);
        Assert.Equal("http://192.168.1.1/", refused.Doc.QuerySelector("#url")!.GetAttribute("value"));

        var made = await chamber.Press(await chamber.Open("/network/webhooks"), "Prévenir ce programme", ("name", "Écran"), ("url", server.Url.AbsoluteUri));
        Assert.StartsWith("whsec_", made.Text(".notice code"), StringComparison.Ordinal);
        var id = (await hub.As("chamber").Get("webhooks")).Must(200).Each("id")[0];
        var hook = await chamber.Open($"/network/webhooks/{id}");
        Assert.DoesNotContain("whsec_", hook.Doc.Source.Text, StringComparison.Ordinal);

        Assert.Contains("L’essai est parti", (await chamber.Press(hook, "Envoyer un essai")).Text(".notice"), StringComparison.Ordinal);
        await hub.Booked();
        await hub.Deliver();
        var seen = await chamber.Open($"/network/webhooks/{id}");
        Assert.Contains("Ne reçoit plus", seen.Text(), StringComparison.Ordinal);
        Assert.Contains("booking.made", seen.Text("table"), StringComparison.Ordinal);
        Assert.Contains("503", seen.Text("table"), StringComparison.Ordinal);

        var resent = await chamber.Press(seen, "Renvoyer webhook.test");
        Assert.Contains("L’envoi repart", resent.Text(".notice"), StringComparison.Ordinal);

        using var newer = new HttpReceiver();
        var trouble = await chamber.Press(resent, "Enregistrer", ("url", "http://192.168.1.1/"), ("name", "Écran neuf"));
        Assert.Equal((422, "http://192.168.1.1/", "Écran neuf"), (trouble.Status, trouble.Doc.QuerySelector("#url")!.GetAttribute("value"), trouble.Doc.QuerySelector("#name")!.GetAttribute("value")));
        var changed = await chamber.Press(trouble, "Enregistrer", ("url", newer.Url.AbsoluteUri), ("name", "Écran neuf"), ("events", "booking.*"), ("sites", "nogaro"));
        Assert.Equal(("Écran neuf", "C’est changé."), (changed.Text("h1"), changed.Text(".notice")));
        await hub.Deliver();
        Assert.Equal("booking.made", newer.Taken.Last().Header("SohoSolo-Event"));
        var paused = await chamber.Press(changed, "Mettre en pause");
        Assert.Contains("En pause", paused.Text(), StringComparison.Ordinal);
        Assert.Contains("Les envois reprennent.", (await chamber.Press(paused, "Reprendre")).Text(".notice"), StringComparison.Ordinal);
        var resealed = await chamber.Press(changed, "Nouveau secret");
        Assert.StartsWith("whsec_", resealed.Text(".notice code"), StringComparison.Ordinal);
        Assert.NotEqual(made.Text(".notice code"), resealed.Text(".notice code"));
        Assert.Contains("déjà été montré", (await chamber.Press(changed, "Nouveau secret")).Text(".notice"), StringComparison.Ordinal);
        var ended = await chamber.Press(resent, "Ne plus prévenir");
        Assert.Contains("Terminé par la chambre", ended.Text(), StringComparison.Ordinal);
        Assert.False(ended.HasButton("Renvoyer"));
        Assert.Equal(422, (await chamber.Press(seen, "Envoyer un essai")).Status);
        Assert.Equal(404, (await chamber.Open("/network/webhooks/nothing")).Status);
    });
}
