using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace SohoSolo.Mqtt.Broker;

/// <summary>Where a host has its say. Without an own one every client may do everything. Synchronous members are called on the hot path and must not wait; none may throw.</summary>
public class BrokerHooks
{
    /// <summary>Whether <see cref="BeforeAcknowledge"/> wants to be called.</summary>
    public virtual bool HoldsAcknowledgements => false;

    /// <summary>Whether it wants to be called for QoS 0 as well, of which nothing is acknowledged: a message that it refuses is not delivered, and nobody is told or disconnected.</summary>
    public virtual bool HoldsEveryMessage => false;

    /// <summary>May this client in, as whom, with which limits? (MQTT 5.0 §3.1.4)</summary>
    public virtual ValueTask<Authentication> Authenticate(AuthenticationRequest request, CancellationToken stop) =>
        ValueTask.FromResult<Authentication>(new Authentication.Accepted(request.CertificateName ?? request.UserName));

    /// <summary><see cref="ReasonCode.Success"/>, or why the client may not publish to the topic (MQTT 5.0 §3.3.5). A will is asked for at CONNECT.</summary>
    public virtual ReasonCode AuthorizePublish(BrokerClient client, string topic, QualityOfService qualityOfService, bool retain) => ReasonCode.Success;

    /// <summary><see cref="ReasonCode.Success"/>, or why the client may not subscribe to the filter; for <c>$share/NAME/FILTER</c> the FILTER alone is asked for (MQTT 5.0 §3.8.4).</summary>
    public virtual ReasonCode AuthorizeSubscribe(BrokerClient client, string filter) => ReasonCode.Success;

    /// <summary>
    /// Called for each QoS 1 and 2 message, and with <see cref="HoldsEveryMessage"/> for each of QoS 0, before it is routed: only when this completes with <see cref="ReasonCode.Success"/> is it delivered and acknowledged. Any other reason goes to a
    /// version 5 publisher; a 3.1.1 publisher is disconnected, and sends it again. One client's messages come one after the other, in order; may be called again for the same message.
    /// </summary>
    public virtual ValueTask<ReasonCode> BeforeAcknowledge(BrokerClient client, MqttMessage message, CancellationToken stop) => ValueTask.FromResult(ReasonCode.Success);

    /// <summary>A client's CONNECT was accepted.</summary>
    public virtual void Connected(BrokerClient client, bool sessionPresent)
    {
    }

    /// <summary>The connection is gone. <see cref="ReasonCode.Success"/>: with a goodbye.</summary>
    public virtual void Disconnected(BrokerClient client, ReasonCode reason)
    {
    }

    /// <summary>Something was refused: a connection (then without a client, perhaps), a publish or a subscription. A 3.1.1 client cannot be told, so somebody should be.</summary>
    public virtual void Refused(Refusal refusal)
    {
    }

    /// <summary>Messages were given up because a queue was full, or one was larger than its receiver takes.</summary>
    public virtual void Dropped(string clientId, ReasonCode reason, int messages)
    {
    }
}

/// <summary>A client that is connected.</summary>
/// <param name="ClientId">As sent, or as the broker assigned it (MQTT 5.0 §3.1.3.1).</param>
/// <param name="Identity">Who it proved to be: user name or certificate name; null for an anonymous client.</param>
/// <param name="Version">The protocol it speaks.</param>
/// <param name="Address">Null for one inside the process.</param>
public sealed record BrokerClient(string ClientId, string? Identity, MqttVersion Version, EndPoint? Address)
{
    /// <summary>The host's own mark on the client, from <see cref="Authentication.Accepted.State"/>.</summary>
    public object? State { get; init; }
}

/// <summary>What a client shows of itself.</summary>
/// <param name="ClientId">As it will be used: sent, or assigned.</param>
/// <param name="UserName">Null when not sent.</param>
/// <param name="Password">Null when not sent; valid during the call only.</param>
/// <param name="CertificateName">The common name of its verified client certificate; null without one.</param>
/// <param name="Certificate">The same certificate.</param>
/// <param name="Address">Null for one inside the process.</param>
/// <param name="Version">The protocol it speaks.</param>
public sealed record AuthenticationRequest(string ClientId, string? UserName, ReadOnlyMemory<byte>? Password, string? CertificateName, X509Certificate2? Certificate, EndPoint? Address, MqttVersion Version);

/// <summary>The answer to <see cref="AuthenticationRequest"/>.</summary>
public abstract record Authentication
{
    private Authentication()
    {
    }

    /// <summary>It may come in.</summary>
    /// <param name="Identity">As whom; null for anonymous.</param>
    /// <param name="Limits">Null for <see cref="BrokerOptions.Limits"/>.</param>
    /// <param name="State">The host's own mark, kept in <see cref="BrokerClient.State"/>.</param>
    public sealed record Accepted(string? Identity, ClientLimits? Limits = null, object? State = null) : Authentication;

    /// <summary>It may not.</summary>
    /// <param name="Reason">0x80 or above, such as <see cref="ReasonCode.BadUserNameOrPassword"/>.</param>
    /// <param name="Why">For the log; not sent.</param>
    public sealed record Refused(ReasonCode Reason, string Why) : Authentication;
}

/// <summary>Something that a client was not allowed.</summary>
/// <param name="What">Which kind.</param>
/// <param name="ClientId">Null when not yet known.</param>
/// <param name="Identity">Null when not yet known, or anonymous.</param>
/// <param name="Topic">Topic or filter; null for a connection.</param>
/// <param name="Reason">What a version 5 client was told.</param>
/// <param name="Why">In words, for the log; never holds a password or a payload.</param>
/// <param name="Address">Null for one inside the process.</param>
public sealed record Refusal(RefusalKind What, string? ClientId, string? Identity, string? Topic, ReasonCode Reason, string Why, EndPoint? Address);

/// <summary>What was refused.</summary>
public enum RefusalKind
{
    /// <summary>A connection, before or after CONNECT: refused, or ended because the client broke a rule.</summary>
    Connection,

    /// <summary>A PUBLISH, or a will.</summary>
    Publish,

    /// <summary>A SUBSCRIBE.</summary>
    Subscribe,
}
