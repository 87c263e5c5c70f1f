using SohoSolo.Core.Access;

namespace SohoSolo.Gateway.Drivers;

/// <summary>A card, and what it could be besides where its reader writes two cards in one way. It never shows itself in a log.</summary>
internal sealed record CardReading(PresentedCredential Card, IReadOnlyList<PresentedCredential> Others)
{
    public CardReading(PresentedCredential card)
        : this(card, [])
    {
    }

    public override string ToString() => Card.ToString();
}
