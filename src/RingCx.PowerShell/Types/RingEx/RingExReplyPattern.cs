namespace RingCx;

/// <summary>RingEX's own replies to a ringing call (OpenAPI: replyParty), by the service's names.</summary>
public enum RingExReplyPattern
{
    /// <summary>Will call you back; takes a time.</summary>
    WillCallYouBack,

    /// <summary>Call me back; takes a time.</summary>
    CallMeBack,

    /// <summary>On my way.</summary>
    OnMyWay,

    /// <summary>On the other line.</summary>
    OnTheOtherLine,

    /// <summary>Will call you back later.</summary>
    WillCallYouBackLater,

    /// <summary>Call me back later.</summary>
    CallMeBackLater,

    /// <summary>In a meeting.</summary>
    InAMeeting,

    /// <summary>On the other line, and no call back.</summary>
    OnTheOtherLineNoCall,
}
