namespace RingCx;

/// <summary>What a queue's customers come by.</summary>
public enum RcxQueueChannel
{
    /// <summary>Calls.</summary>
    Voice,

    /// <summary>Chats.</summary>
    Chat,
}
