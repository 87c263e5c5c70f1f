namespace SohoSolo.Mqtt.Access;

/// <summary>What a line of an ACL file says about its filter.</summary>
[Flags]
internal enum AccessKinds
{
    Read = 1,
    Write = 2,
    ReadWrite = Read | Write,
    Deny = 4,
}

/// <summary>One line of an ACL file: a filter, cut where a client's names are put in.</summary>
internal sealed class AccessRule
{
    private readonly Piece[] pieces;

    private AccessRule(AccessKinds kinds, Piece[] pieces)
    {
        Kinds = kinds;
        this.pieces = pieces;
    }

    public AccessKinds Kinds { get; }

    /// <summary>A filter that means what it says.</summary>
    public static AccessRule Topic(AccessKinds kinds, string filter) => new(kinds, [new Piece(filter, Stands.Text)]);

    /// <summary>A filter in which <c>%u</c> stands for the user's name and <c>%c</c> for the client identifier.</summary>
    public static AccessRule Pattern(AccessKinds kinds, string filter)
    {
        var pieces = new List<Piece>();
        var start = 0;
        for (var i = 0; i + 1 < filter.Length; i++)
        {
            if (filter[i] != '%' || filter[i + 1] is not ('u' or 'c'))
                continue;

            pieces.Add(new Piece(filter[start..i], Stands.Text));
            pieces.Add(new Piece("", filter[i + 1] == 'u' ? Stands.User : Stands.Client));
            start = i + 2;
            i++;
        }

        pieces.Add(new Piece(filter[start..], Stands.Text));
        return new AccessRule(kinds, [.. pieces.Where(piece => piece.Kind != Stands.Text || piece.Text.Length > 0)]);
    }

    /// <summary>
    /// The filter for this client, put together in <paramref name="room"/> where it has to be; false when the rule says nothing about the client. A name is put in as it is, so one that holds a
    /// wildcard or a slash would say more than the line does: no topic has such a level, and the rule does not apply. The same holds for a name in front that begins with a dollar, and for none.
    /// </summary>
    public bool For(string? user, string clientId, Span<char> room, out ReadOnlySpan<char> filter)
    {
        filter = pieces[0].Text;
        if (pieces is [{ Kind: Stands.Text }])
            return true;

        var length = 0;
        foreach (var piece in pieces)
        {
            var text = piece.In(user, clientId);
            if (piece.Kind != Stands.Text && (!IsOneLevel(text) || (length == 0 && text is ['$', ..])))
                return false;

            length += text!.Length;
        }

        filter = Joined(user, clientId, length <= room.Length ? room : new char[length]);
        return true;
    }

    private static bool IsOneLevel(string? name) => !string.IsNullOrEmpty(name) && !name.AsSpan().ContainsAny("+#/\0");

    private ReadOnlySpan<char> Joined(string? user, string clientId, Span<char> room)
    {
        var length = 0;
        foreach (var piece in pieces)
        {
            var text = piece.In(user, clientId).AsSpan();
            text.CopyTo(room[length..]);
            length += text.Length;
        }

        return room[..length];
    }

    private enum Stands
    {
        Text,
        User,
        Client,
    }

    private readonly record struct Piece(string Text, Stands Kind)
    {
        public string? In(string? user, string clientId) => Kind switch
        {
            Stands.User => user,
            Stands.Client => clientId,
            _ => Text,
        };
    }
}
