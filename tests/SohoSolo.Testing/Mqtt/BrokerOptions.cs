namespace SohoSolo.Testing.Mqtt;

/// <summary>How a broker is started, ours or Mosquitto: what both can do, said once.</summary>
public sealed record BrokerOptions
{
    /// <summary>Anybody, and nothing kept: what most tests need. New each time, for each has a port of its own.</summary>
    public static BrokerOptions Open => new();

    public int Port { get; init; } = LoopbackPort.Free();

    public bool AllowAnonymous { get; init; } = true;

    /// <summary>A file of <c>mosquitto_passwd</c>; see <see cref="MosquittoClients.WriteUsers"/>.</summary>
    public string? Users { get; init; }

    /// <summary>A file of lines such as <c>user NAME</c>, <c>topic read FILTER</c>, <c>pattern write FILTER</c>.</summary>
    public string? Acl { get; init; }

    /// <summary>A folder that outlives the process: sessions, queued and retained messages.</summary>
    public string? Store { get; init; }

    /// <summary>The server's certificate: then every connection is TLS.</summary>
    public PemPair? Certificate { get; init; }

    /// <summary>Only clients with a certificate of this authority may connect; its common name is their user name.</summary>
    public string? ClientAuthority { get; init; }

    /// <summary>What only one of the brokers knows: lines of Mosquitto's configuration, or arguments of ours.</summary>
    public IReadOnlyList<string> Extra { get; init; } = [];
}
