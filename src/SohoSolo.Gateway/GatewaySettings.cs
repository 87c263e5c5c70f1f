using System.Security.Cryptography;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway;

/// <summary>What one site's gateway needs to begin.</summary>
/// <param name="Keys">Of its enrolment.</param>
/// <param name="Store">The folder of its outbox: an own one for each site.</param>
/// <param name="IsWithHub">It runs in the hub's process: there is one clock, and it is right.</param>
public sealed record GatewaySettings(GatewayKeys Keys, string Store, bool IsWithHub = false)
{
    /// <summary>The outbox's file. It is named after the hub that it is for: events of one network are none of another's, and what one hub has acknowledged says nothing to another.</summary>
    public string OutboxFile => Path.Combine(Store, $"outbox-{Convert.ToHexStringLower(SHA256.HashData(Keys.HubSignSpki).AsSpan(0, 4))}.db");
}

/// <summary>How a gateway stands.</summary>
/// <param name="IsConnected">The hub is reached.</param>
/// <param name="OutboxFill">Between 0 and 1.</param>
/// <param name="Waiting">Events that the hub does not have yet.</param>
/// <param name="SnapshotRevision">0 while there is none.</param>
/// <param name="SnapshotAge">Since the hub signed it.</param>
/// <param name="Clock">How far its clock is to be trusted.</param>
public sealed record GatewayHealth(bool IsConnected, double OutboxFill, long Waiting, long SnapshotRevision, TimeSpan? SnapshotAge, Core.Access.ClockQuality Clock);
