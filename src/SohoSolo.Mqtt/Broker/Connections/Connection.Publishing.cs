using System.Buffers;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;
using SohoSolo.Mqtt.Topics;

namespace SohoSolo.Mqtt.Broker.Connections;

/// <summary>PUBLISH: whether it must wait, what it is about, whether the host lets it pass, and what the client is told.</summary>
internal sealed partial class Connection
{
    private readonly OpenPublishes open = new();
    private IncomingTopics? topics;
    private RateLimit? rate;
    private MqttMessage? held;
    private Step heldStep;

    /// <summary>Null when the PUBLISH can be taken now; <see cref="Hindrance.None"/> when only the packets before it must be carried out first.</summary>
    private Hindrance? Hinders(in PacketFrame frame, int before)
    {
        var isAnswered = (frame.Flags & 0b0110) != 0;
        if (isAnswered && version < MqttVersion.V5 && Volatile.Read(ref unanswered) + before >= limits.ReceiveMaximum)
            return before > 0 ? Hindrance.None : Hindrance.Answers;
        if (before > 0 && IsHeld(isAnswered))
            return Hindrance.None;

        return rate is null || rate.TryTake() ? null : Hindrance.Rate;
    }

    /// <summary>False when the host must be asked before anything else is done.</summary>
    private bool Take(in PublishPacket publish, List<Step> steps)
    {
        var topic = (topics ??= new IncomingTopics(limits.TopicAliasMaximum)).Resolve(publish);
        var verdict = Judge(topic, publish.QualityOfService, publish.Retain);
        var step = new Step(PacketType.Publish)
        {
            Message = verdict == ReasonCode.Success ? Copy(publish, topic) : null,
            QualityOfService = publish.QualityOfService,
            PacketId = publish.PacketId,
            Reason = verdict,
        };
        if (step.Message is null || !IsHeld(publish.QualityOfService != QualityOfService.AtMostOnce))
        {
            steps.Add(step);
            return true;
        }

        held = MessageMapping.ToMessage(publish with { Payload = default }, topic.Name) with { Payload = step.Message.Payload };
        heldStep = step;
        return false;
    }

    private bool IsHeld(bool isAnswered) => isAnswered ? board.Hooks.HoldsAcknowledgements || board.Hooks.HoldsEveryMessage : board.Hooks.HoldsEveryMessage;

    private Message Copy(in PublishPacket publish, KnownTopic topic) => new()
    {
        Topic = topic.Name,
        TopicUtf8 = topic.Utf8,
        Payload = publish.Payload.IsEmpty ? default : publish.Payload.ToArray(),
        PassedOn = publish.Properties.IsEmpty ? default : PropertyBlock.PassOn(publish.Properties),
        QualityOfService = publish.QualityOfService,
        Retain = publish.Retain,
        ExpiresAt = publish.MessageExpiryInterval is { } seconds ? board.Now + (seconds * 1000L) : long.MaxValue,
    };

    private ReasonCode Judge(KnownTopic topic, QualityOfService qualityOfService, bool retain)
    {
        if (topic.Levels > limits.MaximumTopicLevels)
            return Refused(RefusalKind.Publish, topic.Name, ReasonCode.TopicNameInvalid, "The topic has too many levels.");

        if (!topic.TryVerdict(qualityOfService, retain, board.Beats, out var verdict))
        {
            verdict = board.Hooks.AuthorizePublish(client!, topic.Name, qualityOfService, retain);
            topic.Keep(qualityOfService, retain, board.VerdictsUntil, verdict);
        }

        return verdict == ReasonCode.Success ? verdict : Refused(RefusalKind.Publish, topic.Name, verdict, "The client may not publish there.");
    }

    private ReasonCode[] Judge(SubscribePacket packet)
    {
        var verdicts = new ReasonCode[packet.Filters.Count];
        for (var i = 0; i < verdicts.Length; i++)
            verdicts[i] = Judge(packet.Filters[i].Filter);

        return verdicts;
    }

    private ReasonCode Judge(string filter)
    {
        if (filter.AsSpan().Count('/') >= limits.MaximumTopicLevels)
            return Refused(RefusalKind.Subscribe, filter, ReasonCode.TopicFilterInvalid, "The filter has too many levels.");

        var verdict = board.Hooks.AuthorizeSubscribe(client!, TopicRules.TryParseShared(filter, out _, out var shared) ? shared : filter);
        if (verdict == ReasonCode.Success)
            return verdict;

        return Refused(RefusalKind.Subscribe, filter, ReasonCodes.BelongTo(PacketType.SubAck, verdict) ? verdict : ReasonCode.NotAuthorized, "The client may not subscribe there.");
    }

    private ReasonCode Refused(RefusalKind what, string? topic, ReasonCode reason, string why)
    {
        board.Refused(new Refusal(what, client?.ClientId, client?.Identity, topic, reason, why, caller.Address));
        return reason;
    }

    /// <summary>The host's word is the condition of the acknowledgement; the client is read no further until it is given.</summary>
    private async ValueTask AskHost()
    {
        hindrance = Hindrance.Host;
        var reason = await board.Hooks.BeforeAcknowledge(client!, held!, board.Stopping);
        Hear();
        hindrance = Hindrance.None;
        if (reason != ReasonCode.Success)
        {
            Refused(RefusalKind.Publish, held!.Topic, reason, "The host did not take the message.");
            if (version < MqttVersion.V5 && heldStep.QualityOfService != QualityOfService.AtMostOnce)
            {
                Close(reason);
                return;
            }
        }

        var step = reason == ReasonCode.Success ? heldStep : heldStep with { Message = null, Reason = reason };
        (held, heldStep) = (null, default);
        CarryOut([step]);
    }

    /// <summary>Under the gate.</summary>
    private void Publish(in Step step, long now)
    {
        board.Tally.Received(step.QualityOfService);
        if (step.QualityOfService != QualityOfService.AtMostOnce)
            Open(step);

        if (step.Message is null)
        {
            Refuse(step);
            return;
        }

        if (board.Router.Publish(session!, step.Message, step.PacketId, now) != PublishOutcome.Refused)
            return;

        board.Tally.Refused(RefusalKind.Publish, ReasonCode.QuotaExceeded);
        if (step.QualityOfService != QualityOfService.AtMostOnce && version < MqttVersion.V5)
            outlet.Close(ReasonCode.QuotaExceeded);
    }

    private void Open(in Step step)
    {
        open.Opened(step.QualityOfService, step.PacketId);
        if (version >= MqttVersion.V5 && open.Count > limits.ReceiveMaximum)
            throw new MqttProtocolException(ReasonCode.ReceiveMaximumExceeded, "More messages are unacknowledged than the receive maximum allows.");

        unanswered++;
    }

    /// <summary>A 3.1.1 client cannot be told; without an acknowledgement it would send the message for ever (MQTT 3.1.1 §3.3.5).</summary>
    private void Refuse(in Step step)
    {
        if (step.QualityOfService == QualityOfService.AtMostOnce)
            return;

        var told = ReasonCodes.BelongTo(PacketType.PubAck, step.Reason) ? step.Reason : ReasonCode.ImplementationSpecificError;
        board.Router.Refuse(session!, step.QualityOfService, step.PacketId, version < MqttVersion.V5 ? ReasonCode.Success : told);
    }
}
