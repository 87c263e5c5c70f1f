using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Mqtt.Access;

/// <summary>Where <see cref="AccessFiles"/> looks, and whom it lets in.</summary>
public sealed record AccessFileOptions
{
    /// <summary>A file for <see cref="UserFile"/>; null when there are no passwords.</summary>
    public string? Users { get; init; }

    /// <summary>A file for <see cref="AccessList"/>; null when everybody who is in may do everything.</summary>
    public string? AccessList { get; init; }

    /// <summary>Whether a client without a name may come in. Without a users file nobody can prove a name, so then every client is one without.</summary>
    public bool AllowAnonymous { get; init; }
}

/// <summary>
/// Lets clients in by users file and client certificate, and lets them do what an ACL file says. Whom a listener let in with a certificate is who its common name says, and needs no password;
/// a user name beside it is not looked at.
/// </summary>
public class AccessFiles : BrokerHooks
{
    // Deriving keys must not take every processor of the process from those who are in already.
    private static readonly SemaphoreSlim Deriving = new(Math.Max(1, Environment.ProcessorCount - 1));

    private readonly AccessFileOptions options;
    private readonly TimeProvider clock;
    private volatile Files files;

    /// <summary>Reads the files. <see cref="AccessFileException"/> when one cannot be used.</summary>
    public AccessFiles(AccessFileOptions options, TimeProvider? clock = null)
    {
        this.options = options;
        this.clock = clock ?? TimeProvider.System;
        files = ReadFiles();
    }

    /// <summary>Reads the files again, for clients and questions to come. Null when that went well; otherwise what is wrong, in one line, and what was read before stands.</summary>
    public string? Reload()
    {
        try
        {
            files = ReadFiles();
            return null;
        }
        catch (AccessFileException broken)
        {
            return broken.Message;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<Authentication> Authenticate(AuthenticationRequest request, CancellationToken stop)
    {
        if (request.CertificateName is { Length: > 0 } certified)
            return new Authentication.Accepted(certified);

        if (files.Users is not { } users || request.UserName is not { } name)
            return options.AllowAnonymous ? new Authentication.Accepted(null) : Refused("no user name, and anonymous clients are not allowed");

        var password = request.Password ?? ReadOnlyMemory<byte>.Empty;
        return await IsRight(users, name, password, stop) ? new Authentication.Accepted(name) : Refused("user name or password is wrong");
    }

    /// <inheritdoc/>
    public override ReasonCode AuthorizePublish(BrokerClient client, string topic, QualityOfService qualityOfService, bool retain) =>
        files.AccessList is not { } list || list.MayPublish(client.Identity, client.ClientId, topic) ? ReasonCode.Success : ReasonCode.NotAuthorized;

    /// <inheritdoc/>
    public override ReasonCode AuthorizeSubscribe(BrokerClient client, string filter) =>
        files.AccessList is not { } list || list.MaySubscribe(client.Identity, client.ClientId, filter) ? ReasonCode.Success : ReasonCode.NotAuthorized;

    private static Authentication.Refused Refused(string why) => new(ReasonCode.BadUserNameOrPassword, why);

    private static async ValueTask<bool> IsRight(UserFile users, string name, ReadOnlyMemory<byte> password, CancellationToken stop)
    {
        if (users.IsRemembered(name, password.Span))
            return true;

        await Deriving.WaitAsync(stop);
        try
        {
            return users.Verify(name, password.Span);
        }
        finally
        {
            Deriving.Release();
        }
    }

    private Files ReadFiles() => new(
        options.Users is { } users ? UserFile.Read(users, clock) : null,
        options.AccessList is { } list ? Access.AccessList.Read(list) : null);

    private sealed record Files(UserFile? Users, AccessList? AccessList);
}
