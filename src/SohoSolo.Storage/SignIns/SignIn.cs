using SohoSolo.Core;

namespace SohoSolo.Storage;

/// <summary>Somebody asked to sign in by mail. Address, client, code and link are keyed hashes; <paramref name="Member"/> is null where nobody has that address.</summary>
public sealed record SignIn(string Id, string Address, string Client, MemberId? Member, string? CodeHash, string? LinkHash, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt);

/// <summary>How often one may ask within an hour, for one address and from one client.</summary>
public sealed record SignInLimits(int OfAddress, int OfClient);

/// <summary>How a try at the code went.</summary>
public abstract record SignInTry
{
    private SignInTry()
    {
    }

    public sealed record Good(MemberId Member) : SignInTry;

    /// <summary><paramref name="Left"/> tries are left; with 0 it is of no use any more.</summary>
    public sealed record Wrong(int Left) : SignInTry;

    /// <summary>It was used, ran out, was tried too often, or never was.</summary>
    public sealed record Over : SignInTry;
}
