using SohoSolo.Gateway.Doors;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Asks;
using SohoSolo.Hub.Gateways;

namespace SohoSolo.Months.World;

/// <summary>A site's line to the hub without wires: every message is written, signed, checked and read as on the wire; only the broker is missing.</summary>
internal sealed class SimLine(SimHub hub, GatewayKeys keys, HubTrust trust, ManualClock clock) : IHubLine
{
    private long answers;

    /// <summary>Cut by somebody's digger, or by a storm.</summary>
    public bool IsCut { get; set; }

    public bool IsConnected => !IsCut && hub.IsUp;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task<LinkMessage.Answer?> Ask(LinkAsk.Entry question)
    {
        if (!IsConnected || LinkAsk.Read(question.Write(keys), hub.Get<GatewayRing>().Accepted(keys.Site)).Value is not LinkAsk.Entry asked)
            return null;

        var answer = await hub.Get<AskDesk>().Decide(asked, clock.GetTimestamp(), Stop);
        answers = Math.Max(answers + 1, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var written = hub.Keys.Signed(key => LinkMessages.Write(answer.ToMessage(asked, keys.Kid, answers), key));
        return LinkMessages.Read<LinkMessage.Answer>(written, trust).Value;
    }
}
