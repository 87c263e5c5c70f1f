namespace SohoSolo.FirmwareSim.Members;

/// <summary>Something a person does at a télécentre.</summary>
internal abstract record SiteAction(string Who)
{
    /// <summary>Tries her own badge, unless she is in already.</summary>
    internal sealed record ShowBadge(string Who) : SiteAction(Who);

    /// <summary>Takes the wrong card out of the purse.</summary>
    internal sealed record ShowWrongBadge(string Who) : SiteAction(Who);

    /// <summary>Has forgotten her badge, makes herself a PIN on her telephone and types it.</summary>
    internal sealed record TypePin(string Who) : SiteAction(Who);

    /// <summary>Has forgotten her badge and rings: the keeper opens from inside and checks her in.</summary>
    internal sealed record AskKeeper(string Who, string Booking) : SiteAction(Who);

    /// <summary>Waits beside the door and goes in behind the next who opens it, without showing anything.</summary>
    internal sealed record FollowIn(string Who) : SiteAction(Who);

    /// <summary>A guest shows the QR code that the member sent her.</summary>
    internal sealed record ShowPass(string Who, string Booking, int Guest) : SiteAction(Who);

    /// <summary>Moves at her place, as people do who sit and work.</summary>
    internal sealed record Move(string Who, string Space) : SiteAction(Who);

    internal sealed record Leave(string Who) : SiteAction(Who);
}

/// <summary>An action of a booking's people, at its time.</summary>
internal sealed record TimedAction(DateTimeOffset At, string Booking, SiteAction Action);
