using System.Text.Json;

namespace SohoSolo.Browser;

/// <summary>A device that keeps keys, inside the browser (Chromium's own, by its DevTools protocol): its owner is asked, and says yes when the test lets her.</summary>
internal sealed class Authenticator
{
    private readonly ICDPSession session;
    private readonly string id;

    private Authenticator(ICDPSession session, string id) => (this.session, this.id) = (session, id);

    public static async Task<Authenticator> In(Window window)
    {
        var session = await window.Page.Context.NewCDPSessionAsync(window.Page);
        await session.SendAsync("WebAuthn.enable");
        var made = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = false,
            },
        });
        return new Authenticator(session, made!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>Whether she puts her finger on it when it asks. Off while a page only offers what it has.</summary>
    public Task Touch(bool isTouched) => session.SendAsync("WebAuthn.setAutomaticPresenceSimulation", new() { ["authenticatorId"] = id, ["enabled"] = isTouched });

    public async Task<IReadOnlyList<JsonElement>> Keys()
    {
        var kept = await session.SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = id });
        return [.. kept!.Value.GetProperty("credentials").EnumerateArray()];
    }
}
